import type { Interrupted } from './command.ts';
import { endCanceled, fail } from './ending.ts';
import { follow } from './following.ts';
import type { GoLive, Stage, TrackedOperation, Unsettled } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import type { NotSent, Problem, Refused, SubmitOutcome, Trouble } from './observation.ts';
import { nextLookBefore } from './polling-schedule.ts';
import { latestTicketAt, provenAfterAnswer, provenAfterTicket } from './settle-time.ts';
import { troubled } from './trouble.ts';

/** After this many POSTs of unknown outcome, or that came to nothing, it is the marketplace that fails. */
export const MOST_FRUITLESS_POSTS = 3;

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
  state: GoLive,
  { intent, unsettled }: SubmittingStage,
  result: SubmitOutcome | Interrupted,
): GoLive {
  switch (result.kind) {
    case 'accepted': {
      const { operationId, ref, retryAfterSeconds } = result;
      const { version, before } = intent;
      const { production: productionBefore } = before;
      const tracked: TrackedOperation = {
        operationId,
        ref,
        version,
        ...(productionBefore !== undefined && { productionBefore }),
      };
      const accepted = proven({ ...state, submitted: 'yes' }, provenAfterAnswer(state.now, state.request.course));
      return follow(accepted, tracked, retryAfterSeconds);
    }
    case 'refused':
      // R16: it says nothing of the POST before this one.
      if (unsettled) return settleAgain(state, unsettled, result);
      return refused({ ...state, submitted: 'no' }, result);
    case 'not-sent':
      if (unsettled) return settleAgain(state, unsettled, result);
      return notSent({ ...state, submitted: 'no' }, result);
    case 'unknown': {
      const { ticketAt, holdsTicket } = result;
      const takenAt = latestTicketAt(ticketAt, state.now);
      const { course } = state.request;
      const provenAt = holdsTicket ? provenAfterAnswer(state.now, course) : provenAfterTicket(takenAt, course);
      return settle(proven(state, provenAt), unsettled ?? { intent, attempts: [], lookedAt: takenAt }, intent.attempt);
    }
    case 'interrupted': {
      // Whether a ticket was taken, and when, is not known: at the latest it was just now, and looks count from the intent.
      const provenAt = provenAfterTicket(state.now, state.request.course);
      const since = { intent, attempts: [], lookedAt: intent.intendedAt };
      return settle(proven(state, provenAt), unsettled ?? since, intent.attempt);
    }
  }
}

/**
 * The marketplace took the submission and then found that something else was running: nothing came of it, which is the
 * same as a refusal at once.
 */
export function cameToNothing({ marketplace: _, adopted: __, ...state }: GoLive, problem: Problem): GoLive {
  // R10: an earlier POST may have been accepted, and nothing is left that could prove it absent.
  if (state.submission.unknown) return fail({ ...state, submitted: 'not-known' }, problem);
  const fruitless = (state.submission.fruitless ?? 0) + 1;
  const counted: GoLive = { ...state, submitted: 'no', submission: { ...state.submission, fruitless } };
  return fruitless >= MOST_FRUITLESS_POSTS && !state.cancellation
    ? fail(counted, problem)
    : refused(counted, { kind: 'refused', problem });
}

function refused(state: GoLive, refusal: Refused): GoLive {
  if (state.cancellation) return endCanceled(state);
  const { problem } = refusal;
  const isConflict = problem.code === 'OperationConflict' && state.request.onConflict !== 'fail';
  return isConflict ? lookAgain(state, refusal) : fail(state, problem);
}

function notSent(state: GoLive, { reason, message, retryAfterSeconds }: NotSent): GoLive {
  if (state.cancellation) return endCanceled(state);
  switch (reason) {
    case 'changed':
      return { ...state, stage: { phase: 'checking', dueAt: after(state.now, pauseSeconds(state)), troubles: 0 } };
    case 'throttled':
      return lookAgain(state, { kind: 'trouble', reason, message, retryAfterSeconds });
    case 'unavailable':
    case 'late':
    case 'withheld':
    case 'closed':
      return lookAgain(state, { kind: 'trouble', reason: 'unavailable', message, retryAfterSeconds });
  }
}

function pauseSeconds({ request: { course } }: GoLive): number {
  return Math.min(course.pollMinSeconds, course.settleSeconds);
}

/** R3: never earlier than a POST before this one needs. */
function proven(state: GoLive, provenAt: Instant): GoLive {
  const { submission } = state;
  return { ...state, submission: { ...submission, provenAt: Math.max(submission.provenAt, provenAt) } };
}

function settle(state: GoLive, unsettled: Unsettled, attempt: number): GoLive {
  const attempts = [...unsettled.attempts, attempt];
  const submission = { ...state.submission, unknown: true as const };
  const dueAt = nextLookBefore(submission.provenAt, state);
  return {
    ...state,
    submission,
    stage: { phase: 'settling', unsettled: { ...unsettled, attempts }, dueAt, troubles: 0 },
  };
}

/** This POST was surely not processed, but one before it may have been. */
function settleAgain(state: GoLive, unsettled: Unsettled, result: Refused | NotSent): GoLive {
  const retryAfterSeconds = result.kind === 'not-sent' ? (result.retryAfterSeconds ?? 0) : 0;
  const dueAt = after(state.now, Math.max(pauseSeconds(state), retryAfterSeconds));
  return { ...state, stage: { phase: 'settling', unsettled, dueAt, troubles: 0 } };
}

/**
 * Nothing was started, says the marketplace. It gets the settle time all the same before another POST, so that what it
 * may have started would show: two never run at once. The more POSTs, the longer the wait.
 */
function lookAgain(state: GoLive, failure: Refused | Trouble): GoLive {
  const dueAt = after(state.now, state.request.course.settleSeconds);
  return troubled(state, { phase: 'checking', dueAt, troubles: state.submission.attempts - 1 }, failure);
}
