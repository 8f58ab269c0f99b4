import type { Signal } from './command.ts';
import type { GoLive } from './go-live.ts';
import { transition } from './outbox.ts';

/** Moves the deadline of the operation. */
export function changeDeadline(state: GoLive, { by, deadlineAt }: Extract<Signal, { kind: 'deadline' }>): GoLive {
  const { request, stage, now } = state;
  if (stage.phase === 'ended' || request.terms.deadlineAt === deadlineAt) return state;
  const changed: GoLive = {
    ...state,
    request: { ...request, terms: { ...request.terms, deadlineAt } },
    deadlineChange: { requestedAt: now, by },
  };
  return transition(changed, 'deadline-changed', by);
}
