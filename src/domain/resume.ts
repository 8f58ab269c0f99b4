import { apply } from './apply.ts';
import type { Signal } from './command.ts';
import { endCanceled, fail } from './ending.ts';
import type { GoLive } from './go-live.ts';
import type { Instant } from './instant.ts';

/** Why an operation is not carried on but only brought to its end: an operator ended its orchestration, or it fails again and again. */
export type Farewell = 'terminated' | 'keeps-failing';

/** What a new run of an operation goes on with: its checkpoint, and the wishes that came since. */
export function resume(checkpoint: GoLive, run: string, wishes: readonly Signal[], now: Instant): GoLive {
  return wishes.reduce<GoLive>(
    (state, signal) => apply(state, { kind: 'signaled', signal }, now),
    takeUp(checkpoint, run, now),
  );
}

/** R12: the state of an operation that ends now. What it may have submitted its last message says. */
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

/** R3: a ticket that was taken as the last thing that is known may have a POST under way. */
function sealed(state: GoLive): GoLive {
  if (state.stage.phase !== 'submitting') return state;
  const { untaken = [] } = state.submission;
  return { ...state, submission: { ...state.submission, untaken: [...untaken, state.stage.intent.attempt] } };
}
