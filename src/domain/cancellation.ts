import type { Cancellation } from './asked.ts';
import type { Interrupted, Signal } from './command.ts';
import { endCanceled } from './ending.ts';
import { type FollowingStage, mayBeCanceled, stopFollowing } from './following.ts';
import type { GoLive } from './go-live.ts';
import { after } from './instant.ts';
import type { CancelOutcome } from './observation.ts';
import { transition } from './outbox.ts';
import { troubled } from './trouble.ts';

/**
 * Takes in the wish to cancel. Before the intent it takes effect at once; after it, the marketplace decides. Repeated
 * wishes are one cancel, but a cancel that came too late can be asked for again.
 */
export function requestCancel(state: GoLive, signal: Extract<Signal, { kind: 'cancel' }>): GoLive {
  if (state.stage.phase === 'ended') return state;
  const { reason, notificationEmails, supersededBy, by } = signal;
  const automatic = supersededBy !== undefined && { automatic: true as const };
  const who = by && { by };
  const wish = {
    requestedAt: state.now,
    ...who,
    reason,
    notificationEmails,
    state: 'requested' as const,
    ...automatic,
  };
  const { cancellation } = state;
  if (cancellation && cancellation.state !== 'tooLate') {
    // A person's wish replaces an operation's, because it may cancel what may be somebody else's.
    const { automatic: _, ...personal } = cancellation;
    if (automatic) return state;
    return cancellation.automatic ? { ...state, cancellation: { ...personal, ...who } } : state;
  }
  const requested = transition({ ...state, cancellation: wish }, 'cancel-requested', by);
  switch (state.stage.phase) {
    case 'submitting':
    case 'settling':
      // R11: from the intent on, only the POST's answer or the proof shows whether there is anything to cancel.
      return requested;
    case 'canceling':
      return requested;
    case 'publishing':
      if (!mayBeCanceled(requested)) return stopFollowing(requested);
      return { ...requested, stage: { ...state.stage, phase: 'canceling', next: 'ask', dueAt: state.now } };
    case 'scheduled':
    case 'awaiting-approval':
    case 'queued':
    case 'checking':
      return endCanceled(requested);
  }
}

/** Takes in the look that shows whether a cancel is still possible: sends it, or reports that it is too late. */
export function mayCancel(state: GoLive): GoLive {
  const { stage } = state;
  if (
    stage.phase !== 'canceling' ||
    stage.next !== 'ask' ||
    stage.looksAt !== 'operation' ||
    stage.consecutiveFailures > 0
  )
    return state;
  return state.marketplace?.observed?.cancelable === false
    ? tooLate(state, stage)
    : { ...state, stage: { ...stage, next: 'send' } };
}

/** Takes in the answer to the cancel. */
export function applyCancelAnswer(state: GoLive, stage: FollowingStage, result: CancelOutcome | Interrupted): GoLive {
  if (stage.phase !== 'canceling') return state;
  switch (result.kind) {
    case 'canceled':
    case 'canceling': {
      const dueAt = result.kind === 'canceled' ? state.now : stage.dueAt;
      return markCancellation({ ...state, stage: { ...stage, next: 'follow', dueAt } }, 'canceling');
    }
    case 'not-found':
      // If the operation turns out to be running, the marketplace did not take the cancel, so it must be asked again.
      return { ...state, stage: { ...stage, next: 'ask', looksAt: 'missing', dueAt: state.now } };
    case 'not-sent': {
      // R14: ours no longer runs, or something else runs too, so it looks before it asks again.
      const dueAt = after(state.now, state.request.terms.pollMinSeconds);
      return { ...state, stage: { ...stage, next: 'ask', dueAt } };
    }
    case 'too-late':
      return tooLate(state, stage);
    case 'refused':
    case 'trouble':
    case 'interrupted':
      // It may have been taken: looks first, then asks again.
      return troubled(state, { ...stage, next: 'ask' }, result);
  }
}

/** Too late is an answer, not an error: the go-live goes on. */
function tooLate(state: GoLive, { phase: _, ...following }: FollowingStage): GoLive {
  return markCancellation({ ...state, stage: { ...following, phase: 'publishing' } }, 'tooLate');
}

function markCancellation(state: GoLive, to: 'canceling' | 'tooLate'): GoLive {
  return { ...state, lastUpdatedAt: state.now, cancellation: { ...askedFor(state), state: to } };
}

/** The cancel that was asked for. @throws when there is none, which no transition leads to. */
export function askedFor({ cancellation, stage }: GoLive): Cancellation {
  if (cancellation) return cancellation;
  throw new Error(`Phase "${stage.phase}" without a cancel that was asked for: something else wrote this state.`);
}
