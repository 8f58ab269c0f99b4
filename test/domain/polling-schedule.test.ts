import fc from 'fast-check';
import { nextLookAt, type PollingState } from '../../src/domain/polling-schedule.ts';
import { START } from './go-lives.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const bounds = { pollMinSeconds: 30, pollMaxSeconds: 300 };

type Row = [situation: string, silenceSeconds: number, rest: Partial<PollingState>, lookInSeconds: number];

const rows: Row[] = [
  ['just after news', 0, {}, 30],
  ['5 min after news: the lower bound still', 5 * MINUTE, {}, 30],
  ['10 min after news: a tenth of the silence', 10 * MINUTE, {}, 60],
  ['40 min after news', 40 * MINUTE, {}, 240],
  ['a day after news: the upper bound', DAY, {}, 300],
  ['a step that takes 15 min is looked at often', HOUR, { estimateSeconds: 15 * MINUTE }, 30],
  ['a step that takes 4 h: a hundred looks in its time', 2 * HOUR, { estimateSeconds: 4 * HOUR }, 144],
  ['a step that takes 5 days: the silence decides while it is short', 10 * MINUTE, { estimateSeconds: 5 * DAY }, 60],
  ['a step that takes 5 days, silent for long', DAY, { estimateSeconds: 5 * DAY }, 300],
  ['one failed look doubles', 0, { troubles: 1 }, 60],
  ['three failed looks', 0, { troubles: 3 }, 240],
  ['many failed looks stay within the upper bound', 0, { troubles: 1000 }, 300],
  ['a failed look doubles what the silence says', 10 * MINUTE, { troubles: 1 }, 120],
  ['Retry-After below the lower bound', 0, { retryAfterSeconds: 1 }, 30],
  ['Retry-After within the bounds', 0, { retryAfterSeconds: 90 }, 90],
  ['Retry-After shorter than the schedule does not hurry it', 40 * MINUTE, { retryAfterSeconds: 90 }, 240],
  ['Retry-After beyond the upper bound', 0, { retryAfterSeconds: 3 * HOUR }, 300],
  ['a refusal to answer for 10 min is kept beyond the upper bound', 0, { refusedForSeconds: 10 * MINUTE }, 600],
  ['a refusal to answer for a day is kept for an hour', 0, { refusedForSeconds: DAY }, HOUR],
  ['a refusal shorter than the schedule changes nothing', 0, { refusedForSeconds: 5 }, 30],
  ['bounds of fractions', 0, { bounds: { pollMinSeconds: 0.05, pollMaxSeconds: 0.5 } }, 0.05],
];

test.each(rows)('%s', (_situation, silenceSeconds, rest, lookInSeconds) => {
  // Prepare
  const state: PollingState = { now: START + silenceSeconds * 1000, progressAt: START, troubles: 0, bounds, ...rest };

  // Act
  const dueAt = nextLookAt(state);

  // Assess
  expect((dueAt - state.now) / 1000).toBe(lookInSeconds);
});

test('stays within the bounds whatever the state, but for a refusal to answer', () => {
  const state = fc.record({
    now: fc.integer({ min: START, max: START + 400 * DAY * 1000 }),
    progressAt: fc.constant(START),
    troubles: fc.nat(),
    retryAfterSeconds: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    estimateSeconds: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    bounds: fc.constant(bounds),
  });

  fc.assert(
    fc.property(state, (polling) => {
      const seconds = (nextLookAt(polling) - polling.now) / 1000;
      expect(seconds).toBeGreaterThanOrEqual(bounds.pollMinSeconds);
      expect(seconds).toBeLessThanOrEqual(bounds.pollMaxSeconds);
    }),
  );
});
