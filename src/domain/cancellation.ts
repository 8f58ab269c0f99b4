import type { Interrupted, Signal } from './command.ts';
import { endCanceled } from './ending.ts';
import type { Cancellation, GoLive } from './go-live.ts';
import type { CancelOutcome } from './observation.ts';
import { transition } from './outbox.ts';
import type { FollowingStage } from './publishing.ts';
import { troubled } from './trouble.ts';

/** Takes in the wish to cancel: free before the POST, a question to the marketplace after it. Asked twice is one cancel. */
export function requestCancel(state: GoLive, signal: Extract<Signal, { kind: 'cancel' }>): GoLive {
  if (state.cancellation || state.stage.phase === 'ended') return state;
  const { reason, notificationEmails } = signal;
  const cancellation = { requestedAt: state.now, reason, notificationEmails, state: 'requested' } as const;
  const requested = transition({ ...state, cancellation }, 'cancel-requested');
  switch (state.stage.phase) {
    case 'settling':
      // Whether there is anything to cancel is not known yet.
      return requested;
    case 'canceling':
      return requested;
    case 'publishing':
      // What somebody else started is theirs to cancel: we only stop following it.
      if (state.joined) return endCanceled(requested);
      // The marketplace said that it is completed: nothing is left to cancel.
      if (state.stage.look === 'completed') return markCancellation(requested, 'tooLate');
      return { ...requested, stage: { ...state.stage, phase: 'canceling', step: 'ask', dueAt: state.now } };
    case 'scheduled':
    case 'awaiting-approval':
    case 'queued':
    case 'checking':
    case 'submitting':
      return endCanceled(requested);
  }
}

/** The operation was looked at to learn whether it can be canceled: sends the cancel, or says that it is too late. */
export function mayCancel(state: GoLive): GoLive {
  const { stage } = state;
  if (stage.phase !== 'canceling' || stage.step !== 'ask' || stage.look === 'missing' || stage.troubles > 0)
    return state;
  return stage.look === 'completed' || state.marketplace?.observed?.cancelable === false
    ? tooLate(state, stage)
    : { ...state, stage: { ...stage, step: 'send' } };
}

/** Takes in the answer to the cancel. */
export function applyCancelAnswer(state: GoLive, stage: FollowingStage, result: CancelOutcome | Interrupted): GoLive {
  if (stage.phase !== 'canceling') return state;
  switch (result.kind) {
    case 'canceled':
    case 'canceling': {
      const dueAt = result.kind === 'canceled' ? state.now : stage.dueAt;
      return markCancellation({ ...state, stage: { ...stage, step: 'follow', dueAt } }, 'canceling');
    }
    case 'not-found':
      // If it turns out to run, the cancel was not taken: asks again.
      return { ...state, stage: { ...stage, step: 'ask', look: 'missing', dueAt: state.now } };
    case 'too-late':
      return tooLate(state, stage);
    case 'refused':
    case 'trouble':
    case 'interrupted':
      // It may have been taken: looks first, then asks again.
      return troubled(state, { ...stage, step: 'ask' }, result);
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
