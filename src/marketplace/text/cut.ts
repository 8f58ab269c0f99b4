/** The first `length` characters at most, never ending in half a surrogate pair, which strict JSON readers refuse. */
export function cut(text: string, length: number): string {
  const begun = text.slice(0, length);
  return (/[\uD800-\uDBFF]$/.test(begun) && begun.length < text.length ? begun.slice(0, -1) : begun).toWellFormed();
}
