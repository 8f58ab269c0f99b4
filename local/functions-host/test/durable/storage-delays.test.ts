import { timerDelayMs } from '../../durable/storage-delays.ts';

test.each([
  ['whole seconds', 5_000, 5_000],
  ['the part of a second is cut off', 5_999, 5_000],
  ['less than a second leaves a moment', 999, 100],
  ['a time that is over too', -10_000, 100],
])('delay of a timer: %s', (_, ms, expected) => {
  expect(timerDelayMs(1_000_000 + ms, 1_000_000)).toBe(expected);
});
