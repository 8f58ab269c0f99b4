const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface FieldKind {
  name: string;
  least: number;
  most: number;
  names?: string[];
}

/** The fields of an NCRONTAB expression, in their order. */
export const FIELD_KINDS: FieldKind[] = [
  { name: 'second', least: 0, most: 59 },
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'day of the week', least: 0, most: 6, names: DAYS },
];

/**
 * The values that a field such as `1-5`, `5/10` or `mon,wed` allows.
 * @throws Error when the text is not such a field.
 */
export function parseField(text: string, kind: FieldKind): Set<number> {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [range = '', step = '1', ...more] = item.split('/');
    const [from, to] = rangeOf(range, item.includes('/'), kind);
    const by = /^\d+$/.test(step) ? Number(step) : 0;
    if (by < 1 || more.length > 0 || !(from <= to))
      throw new Error(`"${item}" is no ${kind.name} of an NCRONTAB expression (${kind.least} to ${kind.most}).`);
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

function rangeOf(text: string, hasStep: boolean, kind: FieldKind): [number, number] {
  if (text === '*') return [kind.least, kind.most];
  const [from = '', to, ...more] = text.split('-');
  if (more.length > 0) return [Number.NaN, Number.NaN];
  const first = fieldValue(from, kind);
  if (to !== undefined) return [first, fieldValue(to, kind)];
  return [first, hasStep ? kind.most : first];
}

function fieldValue(text: string, { least, most, names }: FieldKind): number {
  const named = names?.indexOf(text.slice(0, 3).toLowerCase()) ?? -1;
  if (named >= 0 && text.length >= 3) return named + least;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : Number.NaN;
}
