import { after, type Instant } from './instant.ts';

/** What the next look depends on. Seconds may be fractions. */
export interface PollingState {
  now: Instant;
  /** When something last changed. */
  progressAt: Instant;
  /** Looks in a row that failed. */
  troubles: number;
  /** What the marketplace asked for with this answer. */
  retryAfterSeconds?: number;
  /** The marketplace refused to answer until then (429, 503): this is kept even beyond the upper bound. */
  refusedForSeconds?: number;
  /** Upper bound of the running step's own estimate. */
  estimateSeconds?: number;
  bounds: { pollMinSeconds: number; pollMaxSeconds: number };
}

/** A look every tenth of the time without news, a hundred looks in the time that a step is said to take. */
const LOOKS_PER_SILENCE = 10;
const LOOKS_PER_ESTIMATE = 100;
/** A marketplace that asks for more patience than this is asked again all the same. */
const LONGEST_REFUSAL_SECONDS = 3600;

/** Before a moment at which a look can prove something, the offer is looked at this often. */
const LOOKS_PER_SETTLE_TIME = 4;

/** When to look again before `moment`, at which a look can prove something: several times, and once right then. */
export function nextLookBefore(moment: Instant, { now, request: { course } }: LooksBefore): Instant {
  return Math.min(moment, after(now, course.settleSeconds / LOOKS_PER_SETTLE_TIME));
}

interface LooksBefore {
  now: Instant;
  request: { course: { settleSeconds: number } };
}

/** When to look again: soon after news, ever more seldom without, within the bounds of the settings. */
export function nextLookAt(state: PollingState): Instant {
  const { pollMinSeconds, pollMaxSeconds } = state.bounds;
  const silenceSeconds = (state.now - state.progressAt) / 1000 / LOOKS_PER_SILENCE;
  const estimated = state.estimateSeconds === undefined ? silenceSeconds : state.estimateSeconds / LOOKS_PER_ESTIMATE;
  const slowedDown = Math.max(Math.min(silenceSeconds, estimated), pollMinSeconds) * 2 ** Math.min(state.troubles, 16);
  const wanted = Math.max(slowedDown, state.retryAfterSeconds ?? 0);
  const bounded = Math.min(Math.max(wanted, pollMinSeconds), pollMaxSeconds);
  const refusedFor = Math.min(state.refusedForSeconds ?? 0, LONGEST_REFUSAL_SECONDS);
  return after(state.now, Math.max(bounded, refusedFor));
}
