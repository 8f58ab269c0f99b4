import { ADVICE } from '../../src/domain/attention-advice.ts';
import { ERROR_CODES } from '../../src/domain/error-code.ts';
import { remedyFor } from '../../src/domain/remedy.ts';
import { ENGLISH } from '../../src/page/english.ts';
import { TURKISH } from '../../src/page/turkish.ts';

const OF_FAILURES = ERROR_CODES.flatMap((code) =>
  (['no', 'yes', 'not-known'] as const).map((submitted) => remedyFor(code, submitted).remedy),
);
const OF_ATTENTION = Object.values(ADVICE).map(({ remedy }) => remedy);

test.each([...OF_FAILURES, ...OF_ATTENTION])('has Turkish words for: %s', (remedy) => {
  const turkish = TURKISH.remedy(remedy);

  expect(turkish).not.toBe(remedy);
  expect(turkish).not.toContain('Look at the offer');
  expect(ENGLISH.remedy(remedy)).toBe(remedy);
});

test('names in a remedy are the same in every language', () => {
  const { remedy } = remedyFor('CredentialsMissing', 'no');

  expect(TURKISH.remedy(remedy)).toContain('"marketplace-{publisherId}"');
});

test('a remedy of another version of the app is shown as it came', () => {
  expect(TURKISH.remedy('Turn it off and on again.')).toBe('Turn it off and on again.');
});
