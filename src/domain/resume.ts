import { apply } from './apply.ts';
import type { Signal } from './command.ts';
import { endCanceled, fail } from './ending.ts';
import type { GoLive } from './go-live.ts';
import type { Instant } from './instant.ts';

/**
 * Why an operation is brought to its end instead of being resumed: an operator terminated its orchestration, or it
 * keeps failing.
 */
export type Farewell = 'terminated' | 'keeps-failing';

/** The state with which a new run begins: the checkpoint, and the wishes that came since. */
export function resume(checkpoint: GoLive, run: string, wishes: readonly Signal[], now: Instant): GoLive {
  return wishes.reduce<GoLive>(
    (state, signal) => apply(state, { kind: 'signaled', signal }, now),
    takeUp(checkpoint, run, now),
  );
}

/** R12: the state of an operation that ends now. Its last message states what it may have submitted. */
export function sayGoodbye(checkpoint: GoLive, run: string, farewell: Farewell, now: Instant): GoLive {
  const state = sealed(takeUp(checkpoint, run, now));
  if (state.stage.phase === 'ended') return state;
  if (farewell === 'keeps-failing') {
    const message = 'Go Live failed again and again while it carried this operation, and does not go on with it.';
    return fail(state, { code: 'InternalError', message });
  }
  const message = "An operator terminated this operation's orchestration.";
  return state.submitted === 'no' && !state.marketplace
    ? endCanceled(state, message)
    : fail(state, { code: 'Terminated', message });
}

function takeUp(checkpoint: GoLive, run: string, now: Instant): GoLive {
  const outbox = { ...checkpoint.outbox, dueAt: now, consecutiveFailures: 0 };
  return { ...checkpoint, run, now: Math.max(now, checkpoint.now), outbox };
}

/** R3: if the ticket is the last thing known, its POST may still be under way. */
function sealed(state: GoLive): GoLive {
  if (state.stage.phase !== 'submitting') return state;
  const { untaken = [] } = state.submission;
  return { ...state, submission: { ...state.submission, untaken: [...untaken, state.stage.intent.attempt] } };
}
