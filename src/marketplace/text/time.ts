/** Reads a time of the marketplace as RFC 3339. It is UTC even without a zone, and the year 1 stands for "not yet". */
export function readTime(timestamp: string | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/i.exec(timestamp?.trim() ?? '');
  if (match === null || match[1]?.startsWith('0001')) return undefined;
  const time = Date.parse(`${match[1]}${match[2] ?? 'Z'}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
