import { clearAttention } from './attention.ts';
import { endCanceled, fail } from './ending.ts';
import type { GoLive, TrackedOperation } from './go-live.ts';
import { transition } from './outbox.ts';
import { nextLookAt } from './polling-schedule.ts';
import type { Stage } from './stage.ts';

export type FollowingStage = Extract<Stage, { phase: 'publishing' | 'canceling' }>;

/** The marketplace operation that is followed. @throws when there is none, which no transition leads to. */
export function followed({ marketplace, stage }: GoLive): TrackedOperation {
  if (marketplace) return marketplace;
  throw new Error(`Phase "${stage.phase}" follows no marketplace operation: something else wrote this state.`);
}

/** Begins to follow a marketplace operation, which is under way, to its end. */
export function follow(state: GoLive, operation: Omit<TrackedOperation, 'since'>, retryAfterSeconds?: number): GoLive {
  const { now, request, cancellation } = state;
  const marketplace = { ...operation, since: now };
  const looks = { progressAt: now, consecutiveFailures: 0, looksAt: 'operation' as const };
  const dueAt = nextLookAt({ now, startedAt: now, consecutiveFailures: 0, retryAfterSeconds, bounds: request.terms });
  const isAsked = cancellation?.state === 'requested';
  const stage: GoLive['stage'] = isAsked
    ? { phase: 'canceling', next: 'ask', ...looks, dueAt: now }
    : { phase: 'publishing', ...looks, dueAt };
  const followed = transition({ ...clearAttention(state), marketplace, stage }, 'submitted');
  return isAsked && !mayBeCanceled(followed) ? stopFollowing(followed) : followed;
}

/**
 * A marketplace operation that somebody else started is theirs to cancel. One that was found after an unknown outcome
 * may be somebody else's: it is canceled when a person does not want this version live, but not to make way for another
 * operation of ours.
 */
export function mayBeCanceled({ joined, adopted, cancellation }: GoLive): boolean {
  return !joined && !(adopted && cancellation?.automatic);
}

/** Ends without canceling the marketplace operation, because it is not ours to cancel. */
export function stopFollowing(state: GoLive): GoLive {
  return endCanceled(state, `Marketplace operation ${followed(state).operationId} goes on and is no longer followed.`);
}

/** R7, R8: it ended without effect. If somebody else started it, this go-live stands where it stood before. */
export function overWithoutEffect(state: GoLive, message: string): GoLive {
  if (state.cancellation) return endCanceled(state, message);
  if (!state.joined || state.submitted !== 'no') return fail(state, { code: 'MarketplaceFailed', message });
  const { marketplace: _, joined: __, ...before } = state;
  return { ...before, stage: { phase: 'checking', dueAt: state.now, consecutiveFailures: 0 } };
}
