import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One row of a case list: its cells by their column's name. */
export type Case = Readonly<Record<string, string>>;

/** The rows of all case tables of a page in `docs`; a case table is one whose first column is `#`. */
export function readCaseTable(page: string, columns: readonly string[]): Case[] {
  const cases: Case[] = [];
  let isCaseTable = false;
  for (const line of readFileSync(path.join(__dirname, '../../docs', page), 'utf8').split('\n')) {
    if (!line.startsWith('|')) {
      isCaseTable = false;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells[0] === '#') {
      if (cells.join() !== columns.join())
        throw new Error(`A table of cases has the columns ${cells.join(', ')}; it must have ${columns.join(', ')}.`);
      isCaseTable = true;
    } else if (isCaseTable && !/^-+$/.test(cells[0] ?? '')) {
      if (cells.length !== columns.length)
        throw new Error(`Case ${cells[0]} has ${cells.length} cells; it must have ${columns.length}.`);
      cases.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])));
    }
  }
  return cases;
}
