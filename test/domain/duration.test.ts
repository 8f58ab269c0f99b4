import { parseDurationSeconds } from '../../src/domain/duration.ts';

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
