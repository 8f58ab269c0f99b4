/**
 * A body without its members that are null: there, null is the absence of an optional member, and a required one is then
 * missing. The form judges what is left. Arrays keep theirs: an element has no name that could be left out.
 */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
