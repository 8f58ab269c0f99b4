import type { Signal } from './command.ts';
import type { GoLive, Stage } from './go-live.ts';
import { after } from './instant.ts';
import { transition } from './outbox.ts';

/** A person's wish hurries the looks at most this often: the marketplace limits how often it may be asked. */
export const LOOK_WISH_SECONDS = 60;

/** Looks now, where there is something to look at. */
export function lookNow(state: GoLive, { by, reason }: Extract<Signal, { kind: 'look' }>): GoLive {
  const { stage, lookWish: look, now } = state;
  if (!('dueAt' in stage) || stage.dueAt === undefined) return state;
  if (look && now < after(look.requestedAt, LOOK_WISH_SECONDS)) return state;
  const asked: GoLive = { ...state, lookWish: { requestedAt: now, by, ...(reason !== undefined && { reason }) } };
  const hurried = isHeldBack(state, stage)
    ? asked
    : { ...asked, stage: { ...stage, dueAt: Math.min(stage.dueAt, now) } };
  return transition(hurried, 'look-requested', by);
}

/** After a POST the look before the next one is not hurried: what that POST has started must have had its time to show. */
function isHeldBack({ submission }: GoLive, { phase }: Stage): boolean {
  return phase === 'checking' && submission.attempts > 0;
}
