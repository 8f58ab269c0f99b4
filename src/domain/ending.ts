import type { End, GoLive } from './go-live.ts';
import type { Problem, Version } from './observation.ts';
import { transition } from './outbox.ts';
import { REMEDIES } from './remedy.ts';
import type { TransitionName } from './transition.ts';

const LAST_TRANSITION: Record<End['status'], TransitionName> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Canceled: 'canceled',
};

export function succeed(state: GoLive, version: Version, options: { alreadyLive?: true } = {}): GoLive {
  const liveLinks = state.marketplace?.observed?.liveLinks ?? [];
  return end(state, { status: 'Succeeded', version, liveLinks, ...options });
}

/** Ends with the problem's code and the marketplace's own words, and what to do about it. */
export function fail(state: GoLive, problem: Problem): GoLive {
  return end(state, { status: 'Failed', error: { ...problem, ...REMEDIES[problem.code] } });
}

export function endCanceled(state: GoLive): GoLive {
  return end(state, { status: 'Canceled' });
}

function end(state: GoLive, how: End): GoLive {
  // The last transition is the end itself: an attention that is left is over with it.
  const { attention: _, cancellation, ...calm } = state;
  const settled = cancellation && {
    cancellation: { ...cancellation, state: how.status === 'Canceled' ? 'canceled' : 'tooLate' } as const,
  };
  const ended: GoLive = { ...calm, ...settled, stage: { phase: 'ended', end: how, endedAt: state.now } };
  return transition(ended, LAST_TRANSITION[how.status]);
}
