import { MIN_SAMPLES } from './history.ts';
import { after, type Instant } from './instant.ts';
import { quantile } from './quantile.ts';

/** What the next look depends on. Seconds may be fractions. */
export interface PollingState {
  now: Instant;
  /** When what is waited for began. */
  startedAt: Instant;
  /** Looks in a row that failed. */
  consecutiveFailures: number;
  /** What the marketplace asked for with this answer. */
  retryAfterSeconds?: number;
  /** The marketplace refused to answer until then (429, 503): this is kept even beyond the upper bound. */
  refusedForSeconds?: number;
  /** How many seconds the same took before, the shortest first. */
  durations?: readonly number[];
  /** When it will have taken too long: it is looked at right then, so that this is told in time. */
  stallsAt?: Instant;
  bounds: { pollMinSeconds: number; pollMaxSeconds: number };
}

/**
 * Without a history any time is as good as another, so that the chance of an end falls with the time that has passed: the
 * pause that wastes the fewest looks grows with its square root, to half the upper bound. What takes longer than five days
 * is looked at by the upper bound itself.
 */
const GROWTH = 2;
const LONG_SECONDS = 5 * 24 * 3600;

/**
 * With a history: a pause of a twentieth of the time that has passed, so that the end is seen at most 5 % late whatever
 * the past says; five times as often while most of the earlier ones came to their end.
 */
const LOOKS_BY_HISTORY = { usually: 20, expected: 100 };
/** From a little before the first tenth of the earlier ends to the last fifth of them. */
const EXPECTED = { from: 0.1, early: 0.9, until: 0.8 };

/** A marketplace that asks for more patience than this is asked again all the same. */
const MAX_REFUSAL_SECONDS = 3600;

/** Before a moment at which a look can prove something, the offer is looked at this often. */
const LOOKS_PER_SETTLE_TIME = 4;

/** When to look again before `moment`, at which a look can prove something: several times, and once right then. */
export function nextLookBefore(moment: Instant, { now, request: { terms } }: LooksBefore): Instant {
  return Math.min(moment, after(now, terms.settleSeconds / LOOKS_PER_SETTLE_TIME));
}

interface LooksBefore {
  now: Instant;
  request: { terms: { settleSeconds: number } };
}

/**
 * When to look again: often at first and while earlier ones came to their end, ever more seldom otherwise, within the
 * bounds of the settings. How good that is: `npm run bench -- schedule`.
 */
export function nextLookAt(state: PollingState): Instant {
  const { pollMinSeconds, pollMaxSeconds } = state.bounds;
  const pauseSeconds = pauseByHistory(state) ?? pauseWithoutHistory(state);
  const untilStall = ((state.stallsAt ?? state.now) - state.now) / 1000;
  const inTime = untilStall > 0 ? Math.min(pauseSeconds, untilStall) : pauseSeconds;
  const slowedDown = Math.max(inTime, pollMinSeconds) * 2 ** Math.min(state.consecutiveFailures, 16);
  const wanted = Math.max(slowedDown, state.retryAfterSeconds ?? 0);
  const bounded = Math.min(Math.max(wanted, pollMinSeconds), pollMaxSeconds);
  const refusedFor = Math.min(state.refusedForSeconds ?? 0, MAX_REFUSAL_SECONDS);
  return after(state.now, Math.max(bounded, refusedFor));
}

function pauseByHistory({ now, startedAt, durations = [] }: PollingState): number | undefined {
  if (durations.length < MIN_SAMPLES) return undefined;
  const elapsed = (now - startedAt) / 1000;
  const { from, early, until } = EXPECTED;
  const isExpected = elapsed >= quantile(durations, from) * early && elapsed <= quantile(durations, until);
  return elapsed / (isExpected ? LOOKS_BY_HISTORY.expected : LOOKS_BY_HISTORY.usually);
}

function pauseWithoutHistory({ now, startedAt, bounds }: PollingState): number {
  const elapsed = (now - startedAt) / 1000;
  return elapsed > LONG_SECONDS
    ? bounds.pollMaxSeconds
    : Math.min(GROWTH * Math.sqrt(elapsed), bounds.pollMaxSeconds / 2);
}
