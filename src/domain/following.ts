import type { GoLive, TrackedOperation } from './go-live.ts';
import { transition } from './outbox.ts';
import { nextLookAt } from './polling-schedule.ts';

/** The marketplace operation that is followed. @throws when there is none, which no transition leads to. */
export function followed({ marketplace, stage }: GoLive): TrackedOperation {
  if (marketplace) return marketplace;
  throw new Error(`Phase "${stage.phase}" follows no marketplace operation: something else wrote this state.`);
}

/** From here on a marketplace operation is under way and is followed to its end. */
export function follow(state: GoLive, marketplace: TrackedOperation, retryAfterSeconds?: number): GoLive {
  const { now, request, cancellation } = state;
  const looks = { since: now, progressAt: now, troubles: 0, look: 'operation' as const };
  const dueAt = nextLookAt({ now, progressAt: now, troubles: 0, retryAfterSeconds, bounds: request.course });
  const stage: GoLive['stage'] =
    cancellation?.state === 'requested'
      ? { phase: 'canceling', step: 'ask', ...looks, dueAt: now }
      : { phase: 'publishing', ...looks, dueAt };
  return transition({ ...state, marketplace, stage }, 'submitted');
}
