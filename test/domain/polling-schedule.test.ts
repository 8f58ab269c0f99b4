import fc from 'fast-check';
import { nextLookAt, type PollingState } from '../../src/domain/polling-schedule.ts';
import { START } from './go-lives.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const bounds = { pollMinSeconds: 30, pollMaxSeconds: 600 };

/** Earlier go-lives with these durations in hours. */
const past = (...hours: number[]) => hours.map((each) => each * HOUR);

type Row = [situation: string, elapsedSeconds: number, rest: Partial<PollingState>, lookInSeconds: number];

const rows: Row[] = [
  ['at once', 0, {}, 30],
  ['3 min later: the lower bound still', 3 * MINUTE, {}, 30],
  ['15 min later: with the square root of the time', 15 * MINUTE, {}, 60],
  ['4 h later', 4 * HOUR, {}, 240],
  ['a day later: half the upper bound', DAY, {}, 300],
  ['5 days later: half the upper bound still', 5 * DAY, {}, 300],
  ['more than 5 days later: the upper bound', 5 * DAY + 1, {}, 600],
  ['one failed look doubles', 0, { consecutiveFailures: 1 }, 60],
  ['three failed looks', 0, { consecutiveFailures: 3 }, 240],
  ['many failed looks stay within the upper bound', 0, { consecutiveFailures: 1000 }, 600],
  ['a failed look doubles that', 15 * MINUTE, { consecutiveFailures: 1 }, 120],
  ['Retry-After below the lower bound', 0, { retryAfterSeconds: 1 }, 30],
  ['Retry-After within the bounds', 0, { retryAfterSeconds: 90 }, 90],
  ['Retry-After shorter than the schedule does not hurry it', 4 * HOUR, { retryAfterSeconds: 90 }, 240],
  ['Retry-After beyond the upper bound', 0, { retryAfterSeconds: 3 * HOUR }, 600],
  ['a refusal to answer for 20 min is kept beyond the upper bound', 0, { refusedForSeconds: 20 * MINUTE }, 1200],
  ['a refusal to answer for a day is kept for an hour', 0, { refusedForSeconds: DAY }, HOUR],
  ['a refusal shorter than the schedule changes nothing', 0, { refusedForSeconds: 5 }, 30],
  ['bounds of fractions', 0, { bounds: { pollMinSeconds: 0.05, pollMaxSeconds: 0.5 } }, 0.05],
  ['of three earlier ones, long before they ended: a twentieth', HOUR, { durations: past(3, 4, 5) }, 180],
  ['while most of them ended: a hundredth', 4 * HOUR, { durations: past(3, 4, 5) }, 144],
  ['a little before the first of them', 2.9 * HOUR, { durations: past(3, 4, 5) }, 104.4],
  ['after most of them', 5 * HOUR, { durations: past(3, 4, 5) }, 600],
  ['two earlier ones are too few', HOUR, { durations: past(3, 4) }, 120],
  ['a look right when it has taken too long', HOUR, { stallsAt: START + (HOUR + 50) * 1000 }, 50],
  ['and no look before the lower bound', HOUR, { stallsAt: START + (HOUR + 5) * 1000 }, 30],
  ['once it has, that hurries no more', HOUR, { stallsAt: START + HOUR * 1000 }, 120],
  ['it has time', HOUR, { stallsAt: START + DAY * 1000 }, 120],
];

test.each(rows)('%s', (_situation, elapsedSeconds, rest, lookInSeconds) => {
  // Prepare
  const state: PollingState = {
    now: START + elapsedSeconds * 1000,
    startedAt: START,
    consecutiveFailures: 0,
    bounds,
    ...rest,
  };

  // Act
  const dueAt = nextLookAt(state);

  // Assess
  expect((dueAt - state.now) / 1000).toBe(lookInSeconds);
});

test('stays within the bounds whatever the state, but for a refusal to answer', () => {
  const state = fc.record({
    now: fc.integer({ min: START, max: START + 400 * DAY * 1000 }),
    startedAt: fc.constant(START),
    consecutiveFailures: fc.nat(),
    retryAfterSeconds: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    durations: fc.option(fc.constant(past(3, 4, 5)), { nil: undefined }),
    stallsAt: fc.option(fc.integer({ min: START, max: START + 400 * DAY * 1000 }), { nil: undefined }),
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
