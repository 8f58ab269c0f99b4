import { expectedOf, playCase, readCases } from './case-list.ts';

const cases = readCases();

test('the list has at least sixty cases, numbered without a hole', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(cases.map((row) => row['#'])).toEqual(cases.map((_, index) => `${index + 1}`));
});

test.each(cases.map((row) => [Object.values(row).slice(0, 8).join(' | '), row] as const))('%s', async (_words, row) => {
  expect(await playCase(row)).toEqual(expectedOf(row));
});

test('a word that the list does not explain is named', async () => {
  const [row] = cases;

  await expect(playCase({ ...row, Crash: 'sometimes' })).rejects.toThrow(
    'Column "Crash" has the word "sometimes"; it may have "no", "before the POST"',
  );
});
