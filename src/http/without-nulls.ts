/**
 * A body without its null members: there, null means that an optional member is absent, and a required one then fails
 * the schema. Arrays keep their nulls, because an element has no name that could be left out.
 */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
