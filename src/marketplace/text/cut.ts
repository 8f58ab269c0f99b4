/** The beginning of a text, at most `length` long and never ending in half a character: strict readers of JSON refuse those. */
export function cut(text: string, length: number): string {
  const begun = text.slice(0, length);
  return (/[\uD800-\uDBFF]$/.test(begun) && begun.length < text.length ? begun.slice(0, -1) : begun).toWellFormed();
}
