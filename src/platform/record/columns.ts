import type { Columns } from './table.ts';

/** A text column holds 64 KiB of UTF-16, a row 1 MiB. */
const CHUNK = 30_000;

/** A value as JSON in as many columns as it needs: `name0`, `name1`, ... A character is never cut in two. */
export function toColumns(name: string, value: unknown): Columns {
  const json = JSON.stringify(value);
  const columns: Record<string, string> = {};
  let start = 0;
  for (let index = 0; start < json.length || index === 0; index++) {
    let end = Math.min(start + CHUNK, json.length);
    if (isHighSurrogate(json.charCodeAt(end - 1))) end--;
    columns[`${name}${index}`] = json.slice(start, end);
    start = end;
  }
  return columns;
}

/** The value that `toColumns` put there; nothing when it was not. What wrote it was this app: its form is not checked. */
export function fromColumns<T>(name: string, columns: Columns): T | undefined {
  let json = '';
  for (let index = 0; ; index++) {
    const chunk = columns[`${name}${index}`];
    if (chunk === undefined) break;
    json += chunk;
  }
  return json === '' ? undefined : (JSON.parse(json) as T);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
