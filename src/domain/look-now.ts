import type { Signal } from './command.ts';
import type { GoLive } from './go-live.ts';
import { after } from './instant.ts';
import { transition } from './outbox.ts';
import type { Stage } from './stage.ts';

/** Wishes hurry the looks at most this often, because the marketplace limits its callers' request rate. */
export const LOOK_WISH_SECONDS = 60;

/** Makes the next look due at once, in the phases that look at something. */
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

/** The look between two POSTs is not hurried: whatever the first POST started must have had the time to show. */
function isHeldBack({ submission }: GoLive, { phase }: Stage): boolean {
  return phase === 'checking' && submission.attempts > 0;
}
