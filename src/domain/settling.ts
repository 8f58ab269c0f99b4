import type { Intent, Unsettled } from './attempt.ts';
import { clearAttention, goodLook, needAttention } from './attention.ts';
import { differenceFrom, versionIn } from './before.ts';
import { isInTheWay, join } from './checking.ts';
import type { Interrupted } from './command.ts';
import { endCanceled, fail, succeed } from './ending.ts';
import { follow } from './following.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { agreedVersion, intend } from './intent.ts';
import type { InspectOutcome, OfferSnapshot, RunningOperation } from './observation.ts';
import { nextLookAt, nextLookBefore } from './polling-schedule.ts';
import type { Stage } from './stage.ts';
import { MAX_FRUITLESS_POSTS } from './submission.ts';
import { troubled } from './trouble.ts';

/** R4: a go-live can begin, end and leave no trace in this time, so a longer gap between looks proves nothing. */
const MIN_GO_LIVE_SECONDS = 600;
/** The longest that a cancel waits for the proof when every look fails. */
const MAX_WAIT_FOR_A_LOOK_SECONDS = 3600;

type SettlingStage = Extract<Stage, { phase: 'settling' }>;

/**
 * Takes in a look while the outcome of a POST is unknown; what the look shows is judged in this order. `lookedAt`: when
 * the look began.
 *
 *     the version is live --------------------------> ended: Succeeded
 *     it goes live, and did not before -------------> publishing, adopted
 *     the settle time is not over ------------------> look again
 *     something runs that is not known to be ours --> look again, join it, or ended
 *     another version is in preview, or none -------> ended: PreviewChanged
 *     all as before, and never looked away ---------> submitting again, at most three times in all
 *     anything else --------------------------------> ended: not known
 */
export function applySettlingLook(
  state: GoLive,
  stage: SettlingStage,
  result: InspectOutcome | Interrupted,
  lookedAt: Instant,
): GoLive {
  // A refused look is no proof: the POST may have been accepted all the same.
  if (result.kind !== 'inspected') {
    return isWaitedForInVain(state) ? endCanceled(state) : troubled(state, stage, result);
  }
  const { offer } = result;
  const unsettled = seen(stage.unsettled, offer, lookedAt, state.now);
  const { intent } = unsettled;
  // R15: a version that is already live is never submitted, so this one was not live before.
  if (versionIn(offer.production) === intent.version) return succeed(state, intent.version);
  const running = offer.running.filter((each) => !isAsBefore(each, intent));
  // R9: an operation that takes this version live, and did not before, is ours or equivalent to ours.
  const ours = running.find(({ reach, version }) => reach === 'live' && version === intent.version);
  if (ours) return adopt(state, ours, intent);

  const lookAgain: GoLive = {
    ...state,
    stage: { ...stage, unsettled, consecutiveFailures: 0, dueAt: nextSettlingLook(state) },
  };
  // R3: only a look that began after it can prove anything.
  if (lookedAt < state.submission.provenAt) return goodLook(lookAgain);
  const another = running.find(({ reach, version }) => reach === 'live' && version !== undefined);
  if (another) return anotherVersion(state, offer, another);
  if (running.some(isInTheWay) || lags(offer, intent)) {
    const message = `Whether the submission was accepted is not known yet; the offer's status is "${offer.statusWord}".`;
    return needAttention(lookAgain, 'SubmissionUnconfirmed', message);
  }
  if (versionIn(offer.preview) !== intent.version) {
    const { preview } = offer;
    const now = preview.kind === 'holds' ? `version ${preview.version} is` : 'nothing is';
    const message = `Version ${intent.version} was submitted from preview; ${now} there now.${whatWentLive(offer, intent)}`;
    return endUnknown(state, 'PreviewChanged', message);
  }
  return unsettled.doubtful ? doubtful(state, offer, intent) : absent(state, stage, offer, unsettled);
}

/** R4: keeps the evidence against absence: a difference from the first intent, or too long a gap between looks. */
function seen(unsettled: Unsettled, offer: OfferSnapshot, lookedAt: Instant, now: Instant): Unsettled {
  const lookedAway = now > after(unsettled.lookedAt, MIN_GO_LIVE_SECONDS);
  const differs = differenceFrom(unsettled.intent, offer) !== undefined;
  return { ...unsettled, lookedAt, ...((lookedAway || differs) && { doubtful: true }) };
}

function isAsBefore({ operationId, reach }: RunningOperation, { before }: Intent): boolean {
  return before.running.some((known) => known.operationId === operationId && known.reach === reach);
}

/** The word says that something runs, or that this preview is live, and the list or the slot do not show it yet. */
function lags({ running, status, preview }: OfferSnapshot, { before, version }: Intent): boolean {
  if (status === before.status) return false;
  if (status === 'running') return running.length === 0;
  return status === 'succeeded' && versionIn(preview) === version;
}

function adopt(state: GoLive, { operationId, ref }: RunningOperation, { version, before }: Intent): GoLive {
  const { production: productionBefore } = before;
  const marketplace = { operationId, ref, version, ...(productionBefore !== undefined && { productionBefore }) };
  return follow({ ...state, adopted: true }, marketplace);
}

/** R9: our POST may have taken it live, if the preview changed just before; or somebody else has. */
function anotherVersion(state: GoLive, offer: OfferSnapshot, running: RunningOperation): GoLive {
  const { version, operationId } = running;
  const message = `Version ${version} is on its way to live, perhaps by this operation's submission: marketplace operation ${operationId}.`;
  const isWelcome = agreedVersion(state) === undefined && version !== undefined && !state.cancellation;
  return isWelcome ? join(state, running, offer, version) : endUnknown(state, 'PreviewChanged', message);
}

/** The version that went live meanwhile: the message must never hide that our POST may have caused it. */
function whatWentLive({ production }: OfferSnapshot, { before }: Intent): string {
  const live = versionIn(production);
  if (live === undefined || live === before.production) return '';
  return ` Version ${live} went live meanwhile, perhaps by this operation's submission.`;
}

function doubtful(state: GoLive, offer: OfferSnapshot, intent: Intent): GoLive {
  const message = `The offer changed after the submission, or nobody could look at it for too long, and nothing of the submission is to be seen now; the offer's status is "${offer.statusWord}".${whatWentLive(offer, intent)}`;
  return endUnknown(state, 'MarketplaceFailed', message);
}

/** R4: proven absent. The same version is submitted again, and looks are still compared with the first intent. */
function absent(state: GoLive, { refusal }: SettlingStage, offer: OfferSnapshot, unsettled: Unsettled): GoLive {
  const count = unsettled.posts;
  const none = `${count === 1 ? '1 submission' : `${count} submissions`} got no answer that tells the outcome, and nothing of the kind appeared.`;
  if (state.cancellation) return endCanceled(state, none);
  if (refusal) return fail(state, refusal);
  if (count >= MAX_FRUITLESS_POSTS) return fail(state, { code: 'MarketplaceFailed', message: none });
  return intend(clearAttention(state), offer, unsettled.intent, unsettled);
}

function endUnknown(state: GoLive, code: 'PreviewChanged' | 'MarketplaceFailed', message: string): GoLive {
  return state.cancellation ? endCanceled(state, message) : fail(state, { code, message });
}

function isWaitedForInVain({ cancellation, submission, now }: GoLive): boolean {
  if (!cancellation) return false;
  const since = Math.max(cancellation.requestedAt, submission.provenAt);
  return now >= after(since, MAX_WAIT_FOR_A_LOOK_SECONDS);
}

/** Several looks within the settle time and one at its end; then the usual schedule, but often enough for a proof. */
function nextSettlingLook(state: GoLive): Instant {
  const { now, submission, request } = state;
  if (now < submission.provenAt) return nextLookBefore(submission.provenAt, state);
  const scheduledAt = nextLookAt({
    now,
    startedAt: submission.provenAt,
    consecutiveFailures: 0,
    bounds: request.terms,
  });
  return Math.min(scheduledAt, after(now, MIN_GO_LIVE_SECONDS / 2));
}
