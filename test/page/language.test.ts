import { languageOf } from '../../src/page/language.ts';

test.each([
  [undefined, null, 'en'],
  [undefined, 'tr-TR,tr;q=0.9,en;q=0.8', 'tr'],
  [undefined, 'de, en;q=0.2, tr;q=0.7', 'tr'],
  [undefined, 'tr;q=0.1, en', 'en'],
  [undefined, 'de, fr', 'en'],
  [undefined, 'de, tr;q=0', 'en'],
  ['tr', 'en', 'tr'],
  ['en', 'tr', 'en'],
  ['toString', 'tr', 'tr'],
] as const)('for the link %s and Accept-Language %s it is %s', (link, accepted, language) => {
  expect(languageOf(link, accepted)).toBe(language);
});
