import type { Unsettled } from './attempt.ts';
import { needAttention } from './attention.ts';
import type { Interrupted } from './command.ts';
import { endCanceled, fail } from './ending.ts';
import { follow } from './following.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import type { Cause, NotSent, Refused, SubmitOutcome, Trouble } from './observation.ts';
import { nextLookBefore } from './polling-schedule.ts';
import { latestTicketAt, provenAfterAnswer, provenAfterTicket } from './settle-time.ts';
import type { Stage } from './stage.ts';
import type { TakenOver } from './taken-over.ts';
import { troubled } from './trouble.ts';

/** After this many POSTs of unknown outcome (`MarketplaceFailed`) or without effect (its cause) the operation fails. */
export const MAX_FRUITLESS_POSTS = 3;

type SubmittingStage = Extract<Stage, { phase: 'submitting' }>;

/**
 * Takes in what came of a POST:
 *
 *     accepted -------------------------------> publishing
 *     refused --------------------------------> ended, or checking when something else runs
 *     not sent -------------------------------> checking, then a new POST
 *     not known, or after one not known: ----> settling (settling.ts)
 */
export function applySubmission(
  { submission: before, ...rest }: GoLive,
  { intent, unsettled }: SubmittingStage,
  result: Exclude<SubmitOutcome, TakenOver> | Interrupted,
): GoLive {
  const { untaken = [], ...known } = before;
  // A run that sends takes all earlier tickets first, and so does a run that finds its own ticket taken.
  const isAsBefore = result.kind === 'not-sent' || result.kind === 'no-ticket' || result.kind === 'interrupted';
  const submission = isAsBefore ? before : known;
  const state: GoLive = { ...rest, submission };
  switch (result.kind) {
    case 'accepted': {
      const { operationId, ref, retryAfterSeconds } = result;
      const { version, before } = intent;
      const { production: productionBefore } = before;
      const tracked = {
        operationId,
        ref,
        version,
        ...(productionBefore !== undefined && { productionBefore }),
      };
      const accepted = proven({ ...state, submitted: 'yes' }, provenAfterAnswer(state.now, state.request.terms));
      return follow(accepted, tracked, retryAfterSeconds);
    }
    case 'refused':
      // R16: this refusal proves nothing about the POST before it.
      if (unsettled) return settleAgain(state, unsettled, result);
      return refused({ ...state, submitted: 'no' }, result);
    case 'not-sent':
      if (unsettled) return settleAgain(state, unsettled, result);
      return notSent({ ...state, submitted: 'no' }, result);
    case 'unknown': {
      const { ticketAt, holdsTicket } = result;
      const takenAt = latestTicketAt(ticketAt, state.now);
      const { terms } = state.request;
      const provenAt = holdsTicket ? provenAfterAnswer(state.now, terms) : provenAfterTicket(takenAt, terms);
      const first = { intent, posts: 0, lookedAt: takenAt };
      return settle(proven(state, provenAt), unsettled ?? first);
    }
    case 'no-ticket':
    case 'interrupted': {
      // Whether and when a ticket was taken is unknown: assume the latest moment, now, and count looks from the intent.
      const provenAt = provenAfterTicket(state.now, state.request.terms);
      const first = { intent, posts: 0, lookedAt: intent.intendedAt };
      const late = { ...state, submission: { ...submission, untaken: [...untaken, intent.attempt] } };
      const waiting = proven(late, provenAt);
      if (result.kind === 'interrupted') return settle(waiting, unsettled ?? first);
      // No run sends before it has its ticket, so no POST of unknown outcome exists: this is not counted, however long
      // it lasts.
      return needAttention(settle(waiting, unsettled ?? first, 0), 'RecordUnavailable', result.message);
    }
  }
}

/**
 * The marketplace accepted the submission and then found that something else was running. Nothing was started, which
 * amounts to an immediate refusal.
 */
export function cameToNothing({ marketplace: _, adopted: __, ...state }: GoLive, cause: Cause): GoLive {
  // R10: an earlier POST may have been accepted, and nothing is left that could prove it absent.
  if (state.submission.unknown) return fail({ ...state, submitted: 'not-known' }, cause);
  const fruitless = (state.submission.fruitless ?? 0) + 1;
  const counted: GoLive = { ...state, submitted: 'no', submission: { ...state.submission, fruitless } };
  return fruitless >= MAX_FRUITLESS_POSTS && !state.cancellation
    ? fail(counted, cause)
    : refused(counted, { kind: 'refused', cause });
}

function refused(state: GoLive, refusal: Refused): GoLive {
  if (state.cancellation) return endCanceled(state);
  const { cause } = refusal;
  return isWaitedFor(state, cause) ? lookAgain(state, refusal) : fail(state, cause);
}

/** Whatever blocks the submission will pass, and the request asks to wait for that. */
function isWaitedFor({ request }: GoLive, { code }: Cause): boolean {
  return code === 'OperationConflict' && request.onConflict !== 'fail';
}

function notSent(state: GoLive, result: NotSent): GoLive {
  if (state.cancellation) return endCanceled(state);
  if (result.reason !== 'changed') return lookAgain(state, troubleOf(result));
  // What changed is judged by the next look.
  return {
    ...state,
    stage: { phase: 'checking', dueAt: after(state.now, pauseSeconds(state)), consecutiveFailures: 0 },
  };
}

function troubleOf({ reason, message, retryAfterSeconds }: NotSent): Trouble {
  return { kind: 'trouble', reason: reason === 'throttled' ? reason : 'unavailable', message, retryAfterSeconds };
}

function pauseSeconds({ request: { terms } }: GoLive): number {
  return Math.min(terms.pollMinSeconds, terms.settleSeconds);
}

/** R3: never earlier than a POST before this one needs. */
function proven(state: GoLive, provenAt: Instant): GoLive {
  const { submission } = state;
  return { ...state, submission: { ...submission, provenAt: Math.max(submission.provenAt, provenAt) } };
}

function settle(state: GoLive, unsettled: Unsettled, more = 1): GoLive {
  const submission = { ...state.submission, unknown: true as const };
  const dueAt = nextLookBefore(submission.provenAt, state);
  return {
    ...state,
    submission,
    stage: {
      phase: 'settling',
      unsettled: { ...unsettled, posts: unsettled.posts + more },
      dueAt,
      consecutiveFailures: 0,
    },
  };
}

/** R16: this POST was certainly not processed, but an earlier one may have been. */
function settleAgain(state: GoLive, unsettled: Unsettled, result: Refused | NotSent): GoLive {
  const settling = {
    phase: 'settling' as const,
    unsettled,
    dueAt: after(state.now, pauseSeconds(state)),
    consecutiveFailures: 0,
  };
  const again = { ...settling, consecutiveFailures: state.submission.attempts - 1 };
  if (result.kind === 'refused') {
    if (isWaitedFor(state, result.cause)) return troubled(state, again, result);
    return { ...state, stage: { ...settling, refusal: result.cause } };
  }
  return result.reason === 'changed' ? { ...state, stage: settling } : troubled(state, again, troubleOf(result));
}

/**
 * The marketplace reports that nothing was started. It gets the settle time all the same before another POST, so that
 * anything it did start would show: two must never run at once. Each further POST lengthens the wait.
 */
function lookAgain(state: GoLive, failure: Refused | Trouble): GoLive {
  const dueAt = after(state.now, state.request.terms.settleSeconds);
  return troubled(state, { phase: 'checking', dueAt, consecutiveFailures: state.submission.attempts - 1 }, failure);
}
