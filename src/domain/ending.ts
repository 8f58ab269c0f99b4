import type { Actor } from './actor.ts';
import type { GoLive } from './go-live.ts';
import { toRfc3339 } from './instant.ts';
import { lastWords } from './last-words.ts';
import type { Cause, Version } from './observation.ts';
import { transition } from './outbox.ts';
import { remedyFor } from './remedy.ts';
import { provenAfterTicket } from './settle-time.ts';
import type { End } from './stage.ts';
import type { TransitionName } from './transition.ts';

/** The name of an operation's last transition. */
export const LAST_TRANSITION: Record<End['status'], TransitionName> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Canceled: 'canceled',
};

export function succeed(
  state: GoLive,
  version: Version,
  options: Pick<Extract<End, { status: 'Succeeded' }>, 'alreadyLive' | 'replacedBy' | 'assertedBy'> = {},
): GoLive {
  const liveLinks = state.marketplace?.observed?.liveLinks ?? [];
  return end(state, { status: 'Succeeded', version, liveLinks, ...options }, options.assertedBy);
}

/**
 * Fails with the cause's code and the marketplace's own words, what is known of the submission, and a remedy. `by`: the
 * actor who decided it.
 */
export function fail(state: GoLive, cause: Cause, by?: Actor): GoLive {
  const message = withLastWords(state, cause.message);
  const error = { ...cause, message, ...remedyFor(cause.code, state.submitted) };
  return end(state, { status: 'Failed', error }, by);
}

/** Ends because a cancel was asked for. `message`: what is known of what was canceled. `by`: who decided it. */
export function endCanceled(state: GoLive, message = '', by = state.cancellation?.by): GoLive {
  return end(state, { status: 'Canceled', message: withLastWords(state, message) }, by);
}

/** Ends because the request's deadline has passed. */
export function giveUp(state: GoLive): GoLive {
  const { marketplace, request } = state;
  const left = marketplace ? ` Marketplace operation ${marketplace.operationId} is no longer followed.` : '';
  const message = `Not over at the deadline, ${toRfc3339(request.terms.deadlineAt)}.${left}`;
  return fail(state, { code: 'DeadlineExceeded', message });
}

function withLastWords(state: GoLive, message: string): string {
  return [message, lastWords(state)].filter((part) => part !== '').join(' ');
}

function end(state: GoLive, how: End, by?: Actor): GoLive {
  // The last transition announces the end itself, which also ends any open attention.
  const { attention: _, cancellation, submission, ...calm } = state;
  const settled = cancellation && {
    cancellation: { ...cancellation, state: how.status === 'Canceled' ? 'canceled' : 'tooLate' } as const,
  };
  // R12, R13: no ticket can be taken from now on, but one that was taken just before may have a POST under way, whose
  // effect must show first.
  const { untaken, ...known } = submission;
  const shownAt = untaken ? provenAfterTicket(state.now, state.request.terms) : known.provenAt;
  const sealed = { submission: { ...known, provenAt: Math.max(known.provenAt, shownAt) } };
  const ended: GoLive = { ...calm, ...settled, ...sealed, stage: { phase: 'ended', end: how, endedAt: state.now } };
  return transition(ended, LAST_TRANSITION[how.status], by);
}
