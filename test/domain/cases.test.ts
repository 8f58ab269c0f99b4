import { expectedOf, playCase, readCases } from './case-list.ts';

const cases = readCases();

test('the list has at least sixty cases, numbered without a hole', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(cases.map((row) => row['#'])).toEqual(cases.map((_, index) => `${index + 1}`));
});

test.each(cases.map((row) => [Object.values(row).slice(0, 8).join(' | '), row] as const))('%s', (_words, row) => {
  expect(playCase(row)).toEqual(expectedOf(row));
});

test('a word that the list does not explain is named', () => {
  const [row] = cases;

  expect(() => playCase({ ...row, Crash: 'sometimes' })).toThrow(
    'Column "Crash" has the word "sometimes"; it may have "no", "before the POST"',
  );
});
