import { clearAttention, needAttention } from './attention.ts';
import { decide, isLive } from './checking.ts';
import type { Interrupted } from './command.ts';
import { endCanceled, fail, succeed } from './ending.ts';
import { follow } from './following.ts';
import type { GoLive, Intent, Stage } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import type {
  InspectOutcome,
  OfferSnapshot,
  OfferStatus,
  Problem,
  Refused,
  RunningOperation,
  SubmitOutcome,
  Trouble,
} from './observation.ts';
import { nextLookAt } from './polling-schedule.ts';
import { troubled } from './trouble.ts';

/** So many POSTs with an unknown outcome, each proven absent, and it is the marketplace that fails. */
const MOST_UNKNOWN_POSTS = 3;
/** While an outcome is unknown the list is read so often, until the settle time is over. */
const LOOKS_WHILE_SETTLING = 4;

type SubmittingStage = Extract<Stage, { phase: 'submitting' }>;
type SettlingStage = Extract<Stage, { phase: 'settling' }>;

/**
 * Takes in the answer to the POST:
 *
 *     accepted ----------------------------> publishing
 *     refused -----------------------------> ended, or checking when something else runs
 *     not-processed -----------------------> checking (look again after the settle time, then a new POST)
 *     anything else --> settling --seen----> publishing
 *                           |------live----> ended
 *                           |------over----> ended: something showed that may have been it
 *                           '------absent--> submitting again, at most three times in all
 */
export function applySubmission(
  state: GoLive,
  { intent }: SubmittingStage,
  result: SubmitOutcome | Interrupted,
): GoLive {
  switch (result.kind) {
    case 'accepted': {
      const { operationId, ref, retryAfterSeconds } = result;
      return follow(clearAttention(state), tracked(intent, operationId, ref), retryAfterSeconds);
    }
    case 'refused':
      if (result.problem.code === 'OperationConflict' && state.request.onConflict !== 'fail')
        return lookAgain(state, result);
      return fail(state, result.problem);
    case 'not-processed': {
      const { message, retryAfterSeconds } = result;
      const reason = retryAfterSeconds === undefined ? 'unavailable' : 'throttled';
      return lookAgain(state, { kind: 'trouble', reason, message, retryAfterSeconds });
    }
    case 'unknown':
    case 'interrupted':
      return settle(state, intent);
  }
}

/** Takes in a look while the outcome of the POST is unknown. `lookedAt`: when the look began. */
export function applySettlingLook(
  state: GoLive,
  stage: SettlingStage,
  result: InspectOutcome | Interrupted,
  lookedAt: Instant,
): GoLive {
  // A refusal is no proof: the POST may have been accepted all the same.
  if (result.kind !== 'inspected') return troubled(state, stage, result);
  const { offer } = result;
  const { intent } = stage;
  const calm = clearAttention(state);

  // One that the look before the POST did not show is ours: clocks differ, ids do not.
  const unseen = offer.running.filter(({ operationId, pinned }) => pinned || !intent.seen.includes(operationId));
  const ours = unseen.find((running) => mayBeOurs(running, intent));
  if (ours) return follow(calm, tracked(intent, ours.operationId, ours.ref));
  if (isLive(offer, intent.version)) return succeed(calm, intent.version);
  if (endedMeanwhile(offer, intent)) {
    if (offer.status === 'canceled') return endCanceled(calm);
    const message = `The offer's status became "${offer.statusWord}" while the outcome of the submission was unknown.`;
    return fail(calm, { code: 'MarketplaceFailed', message });
  }

  const inTime = lookedAt < stage.provenAt;
  if (!inTime && unseen.length === 0 && !leavesOpen(offer, intent)) {
    return stage.shown && state.request.course.rules !== undefined
      ? shownAndOver(calm, offer)
      : provenAbsent(calm, offer);
  }
  const looking: GoLive = {
    ...state,
    stage: {
      ...stage,
      troubles: 0,
      dueAt: nextSettlingLook(state, stage),
      ...(unseen.some(({ pinned }) => !pinned) && { shown: true }),
    },
  };
  if (inTime) return clearAttention(looking);
  const message = `Whether the submission was accepted is not known yet; the offer's status is "${offer.statusWord}".`;
  return needAttention(looking, 'SubmissionUnconfirmed', message);
}

/** One that is named after its version is ours only with the version that was submitted. */
function mayBeOurs({ target, pinned, version }: RunningOperation, intent: Intent): boolean {
  return target !== 'preview' && (!pinned || version === intent.version);
}

/**
 * The marketplace took the submission and then found that something else was running: nothing came of it. It is looked
 * at again, as after a conflict that is told at once.
 */
export function cameToNothing({ marketplace: _, ...state }: GoLive, problem: Problem): GoLive {
  const { submission, cancellation, request } = state;
  const fruitless = submission.absent + 1;
  const counted: GoLive = { ...state, submission: { ...submission, absent: fruitless } };
  if (cancellation) return endCanceled(counted);
  if (request.onConflict === 'fail' || fruitless >= MOST_UNKNOWN_POSTS) return fail(counted, problem);
  return lookAgain(counted, { kind: 'refused', problem });
}

/** An offer that is busy, that became live without showing what, or whose slot cannot be read proves nothing. */
function leavesOpen(offer: OfferSnapshot, intent: Intent): boolean {
  return (
    offer.status === 'running' ||
    hasBecome(['succeeded', 'unknown'], offer, intent) ||
    offer.production.kind === 'unreadable'
  );
}

/** What showed was said to be on its way to preview, and is over. It may have been ours all the same: no second POST. */
function shownAndOver(state: GoLive, offer: OfferSnapshot): GoLive {
  if (state.cancellation) return endCanceled(state);
  const message = `A marketplace operation that began after the submission is over, and whether it was this one is not known; the offer's status is "${offer.statusWord}".`;
  return fail(state, { code: 'MarketplaceFailed', message });
}

function provenAbsent(state: GoLive, offer: OfferSnapshot): GoLive {
  const absent = state.submission.absent + 1;
  const counted: GoLive = { ...state, submission: { ...state.submission, absent } };
  if (state.cancellation) return endCanceled(counted);
  if (absent < MOST_UNKNOWN_POSTS) return decide(counted, { phase: 'checking', dueAt: state.now, troubles: 0 }, offer);
  const message = `${absent} submissions got no answer that tells their outcome, and none of them appeared.`;
  return fail(counted, { code: 'MarketplaceFailed', message });
}

/** The offer failed or was canceled since the POST: that was the operation whose answer was lost. */
function endedMeanwhile(offer: OfferSnapshot, intent: Intent): boolean {
  return hasBecome(['failed', 'canceled'], offer, intent);
}

function hasBecome(statuses: readonly OfferStatus[], { status }: OfferSnapshot, { statusBefore }: Intent): boolean {
  return statuses.includes(status) && status !== statusBefore;
}

function settle(state: GoLive, intent: Intent): GoLive {
  const provenAt = after(state.now, state.request.course.settleSeconds);
  const stage: SettlingStage = { phase: 'settling', intent, provenAt, dueAt: state.now, troubles: 0 };
  return { ...state, stage: { ...stage, dueAt: nextSettlingLook(state, stage) } };
}

/** Several looks within the settle time, one right at its end; after it by the usual schedule. */
function nextSettlingLook({ now, request: { course } }: GoLive, { provenAt }: SettlingStage): Instant {
  if (now >= provenAt) return nextLookAt({ now, progressAt: provenAt, troubles: 0, bounds: course });
  return Math.min(provenAt, after(now, course.settleSeconds / LOOKS_WHILE_SETTLING));
}

function tracked({ version, statusBefore }: Intent, operationId: string, ref: string) {
  return { operationId, ref, version, statusBefore };
}

/**
 * Nothing was started, says the marketplace. It gets the settle time all the same before another POST, so that what it
 * may have started would show: two never run at once. The more POSTs, the longer the wait.
 */
function lookAgain(state: GoLive, failure: Refused | Trouble): GoLive {
  const { attempts, absent } = state.submission;
  const dueAt = after(state.now, state.request.course.settleSeconds);
  return troubled(state, { phase: 'checking', dueAt, troubles: attempts - absent - 1 }, failure);
}
