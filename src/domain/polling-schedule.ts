import { MIN_SAMPLES } from './history.ts';
import { after, type Instant } from './instant.ts';
import { quantile } from './quantile.ts';

/** What the next look depends on. Seconds may be fractions. */
export interface PollingState {
  now: Instant;
  /** When the thing that is waited for began. */
  startedAt: Instant;
  /** Looks in a row that failed. */
  consecutiveFailures: number;
  /** The delay that the marketplace asked for with this answer. */
  retryAfterSeconds?: number;
  /** How long the marketplace refuses to answer (429, 503). Honored even beyond the upper bound. */
  refusedForSeconds?: number;
  /** How many seconds the same thing took before, the shortest first. */
  durations?: readonly number[];
  /** When it will have taken too long. A look is made right then, so that people hear of it in time. */
  stallsAt?: Instant;
  bounds: { pollMinSeconds: number; pollMaxSeconds: number };
}

/**
 * Without a history no moment is likelier than another, so the chance of an end falls as time passes: the pause that
 * wastes the fewest looks grows with the square root of the elapsed time, to half the upper bound. Beyond five days the
 * upper bound itself applies.
 */
const GROWTH = 2;
const LONG_SECONDS = 5 * 24 * 3600;

/**
 * With a history the pause is a twentieth of the elapsed time, so the end is seen at most 5 % late even when the past
 * misleads, and a hundredth of it while most of the earlier ones ended.
 */
const LOOKS_BY_HISTORY = { usually: 20, expected: 100 };
/** From a little before the first tenth of the earlier ends to the last fifth of them. */
const EXPECTED = { from: 0.1, early: 0.9, until: 0.8 };

/** The longest delay asked for by the marketplace that is honored. */
const MAX_REFUSAL_SECONDS = 3600;

/** Number of looks within one settle time, before the moment at which a look can prove something. */
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
 * When to look again: often at first and around the time when earlier ones ended, ever more rarely otherwise, within
 * the bounds of the settings. `npm run bench -- schedule` measures how good that is.
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
