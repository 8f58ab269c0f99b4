import { readCaseTable } from '../../domain/case-table.ts';
import { COLUMNS, expectedOf, playCase } from './play-case.ts';

const cases = readCaseTable('cases-product-ingestion.md', COLUMNS);

test('the list has at least forty cases, numbered without a hole', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  expect(cases.map((row) => row['#'])).toEqual(cases.map((_, index) => `${index + 1}`));
});

test.each(cases.map((row) => [Object.values(row).slice(0, 8).join(' | '), row] as const))('%s', async (_words, row) => {
  expect(await playCase(row)).toEqual(expectedOf(row));
});
