import { inWords, parseDurationSeconds } from '../../src/domain/duration.ts';

test.each([
  ['P1W', 604_800],
  ['P1D', 86_400],
  ['PT36H', 129_600],
  ['PT1H30M', 5400],
  ['P2DT0.5S', 172_800.5],
  ['PT0S', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDurationSeconds(text)).toBe(seconds);
});

test.each(['', 'P', 'PT', 'P1M', 'P1Y', 'PT1D', '1H', 'pt1h', 'P-1D', 'PT1H '])('"%s" is no duration', (text) => {
  expect(parseDurationSeconds(text)).toBeUndefined();
});

test.each([
  [0, '0 s'],
  [59.6, '1 min'],
  [61, '1 min 1 s'],
  [3300, '55 min'],
  [11_400, '3 h 10 min'],
  [3600 + 5, '1 h'],
  [2 * 86_400 + 4 * 3600 + 59, '2 d 4 h'],
])('%d seconds are "%s" in words', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
