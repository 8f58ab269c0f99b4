import fc from 'fast-check';
import { nextLookAt, type PollingState } from '../../src/domain/polling-schedule.ts';
import { START } from './go-lives.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const bounds = { pollMinSeconds: 30, pollMaxSeconds: 600 };

/** Earlier go-lives that took so many hours. */
const past = (...hours: number[]) => ({ startedAt: START, durations: hours.map((each) => each * HOUR) });

type Row = [situation: string, silenceSeconds: number, rest: Partial<PollingState>, lookInSeconds: number];

const rows: Row[] = [
  ['just after news', 0, {}, 30],
  ['3 min after news: the lower bound still', 3 * MINUTE, {}, 30],
  ['15 min after news: with the square root of the silence', 15 * MINUTE, {}, 60],
  ['4 h after news', 4 * HOUR, {}, 240],
  ['a day after news: half the upper bound', DAY, {}, 300],
  ['5 days after news: half the upper bound still', 5 * DAY, {}, 300],
  ['more than 5 days after news: the upper bound', 5 * DAY + 1, {}, 600],
  ['a step that takes 60 min is looked at often', 15 * MINUTE, { estimateSeconds: HOUR }, 36],
  ['a step that takes 4 h: a hundred looks in its time', 2.5 * HOUR, { estimateSeconds: 4 * HOUR }, 144],
  ['one that has taken longer: the silence decides', 4 * HOUR, { estimateSeconds: 4 * HOUR }, 240],
  ['a step that takes 5 days: the silence decides while it is short', 15 * MINUTE, { estimateSeconds: 5 * DAY }, 60],
  ['a step that takes 5 days, silent for long', DAY, { estimateSeconds: 5 * DAY }, 300],
  ['one failed look doubles', 0, { troubles: 1 }, 60],
  ['three failed looks', 0, { troubles: 3 }, 240],
  ['many failed looks stay within the upper bound', 0, { troubles: 1000 }, 600],
  ['a failed look doubles what the silence says', 15 * MINUTE, { troubles: 1 }, 120],
  ['Retry-After below the lower bound', 0, { retryAfterSeconds: 1 }, 30],
  ['Retry-After within the bounds', 0, { retryAfterSeconds: 90 }, 90],
  ['Retry-After shorter than the schedule does not hurry it', 4 * HOUR, { retryAfterSeconds: 90 }, 240],
  ['Retry-After beyond the upper bound', 0, { retryAfterSeconds: 3 * HOUR }, 600],
  ['a refusal to answer for 20 min is kept beyond the upper bound', 0, { refusedForSeconds: 20 * MINUTE }, 1200],
  ['a refusal to answer for a day is kept for an hour', 0, { refusedForSeconds: DAY }, HOUR],
  ['a refusal shorter than the schedule changes nothing', 0, { refusedForSeconds: 5 }, 30],
  ['bounds of fractions', 0, { bounds: { pollMinSeconds: 0.05, pollMaxSeconds: 0.5 } }, 0.05],
  ['of three earlier ones, long before they ended: a twentieth', HOUR, { past: past(3, 4, 5) }, 180],
  ['while most of them ended: a hundredth', 4 * HOUR, { past: past(3, 4, 5) }, 144],
  ['a little before the first of them', 2.9 * HOUR, { past: past(3, 4, 5) }, 104.4],
  ['after most of them', 5 * HOUR, { past: past(3, 4, 5) }, 600],
  ['news does not matter then', HOUR, { past: past(3, 4, 5), progressAt: START + 3599_000 }, 180],
  ['two earlier ones are too few', HOUR, { past: past(3, 4) }, 120],
  ['a look right when it has taken too long', HOUR, { stallsAt: START + (HOUR + 50) * 1000 }, 50],
  ['and no look before the lower bound', HOUR, { stallsAt: START + (HOUR + 5) * 1000 }, 30],
  ['once it has, that hurries no more', HOUR, { stallsAt: START + HOUR * 1000 }, 120],
  ['it has time', HOUR, { stallsAt: START + DAY * 1000 }, 120],
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
    past: fc.option(fc.constant(past(3, 4, 5)), { nil: undefined }),
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
