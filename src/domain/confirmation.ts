import { needAttention } from './attention.ts';
import { versionIn } from './before.ts';
import { isInTheWay, takesLive } from './checking.ts';
import type { Interrupted } from './command.ts';
import { endCanceled, fail, succeed } from './ending.ts';
import { type FollowingStage, followed, overWithoutEffect } from './following.ts';
import type { GoLive, TrackedOperation } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import type { InspectOutcome, OfferSnapshot } from './observation.ts';
import { lookLaterAt } from './publishing.ts';
import { troubled } from './trouble.ts';

/**
 * Takes in a look at the offer, made because the marketplace operation is completed or missing. `lookedAt`: when the look
 * began.
 */
export function applyConfirmation(
  state: GoLive,
  stage: FollowingStage,
  result: InspectOutcome | Interrupted,
  lookedAt: Instant,
): GoLive {
  if (result.kind !== 'inspected') return troubled(state, stage, result);
  const { offer } = result;
  const tracked = followed(state);
  if (versionIn(offer.production) === tracked.version) return succeed(state, tracked.version);
  const overSince = stage.overSince ?? lookedAt;
  // The next look begins with the operation again, because its status may have been reported too early.
  const { overSince: _, ...known } = stage;
  const looks = { ...known, looksAt: 'operation' as const, consecutiveFailures: 0, dueAt: lookLaterAt(state) };
  if (stage.looksAt === 'missing' && isListed(tracked, offer)) return { ...state, stage: looks };
  const later: GoLive = { ...state, stage: { ...looks, overSince } };
  const doubt = { tracked, offer, isSettled: isSettled(state, overSince, lookedAt) };
  return stage.looksAt === 'completed' ? completed(later, doubt) : missing(later, doubt);
}

/** The list may give it an id other than the one in the location that the marketplace returned. */
function isListed({ operationId, version }: TrackedOperation, { running }: OfferSnapshot): boolean {
  return running.some((each) => each.operationId === operationId || takesLive(each, version));
}

interface Doubt {
  tracked: TrackedOperation;
  offer: OfferSnapshot;
  /** The marketplace has had time to show what our POST started, and how the operation ended. */
  isSettled: boolean;
}

function isSettled({ submission, request }: GoLive, overSince: Instant, lookedAt: Instant): boolean {
  return lookedAt >= Math.max(submission.provenAt, after(overSince, request.terms.settleSeconds));
}

function completed(state: GoLive, { tracked, offer, isSettled }: Doubt): GoLive {
  const { operationId, version, productionBefore, observed } = tracked;
  const live = versionIn(offer.production);
  const isUnchanged = live === productionBefore;
  // R8: an id that first belonged to a publish may report the publish's own `completed`.
  const isUntouched = observed?.reach === 'preview' || observed?.reach === 'sign-off';
  // R8
  if (isSettled && !observed?.fixedVersion && (isUnchanged || isUntouched) && isTakenBack(offer, version)) {
    const message = `Marketplace operation ${operationId} is completed, but version ${version} is not live and nothing is on its way: its go-live was taken back.`;
    return overWithoutEffect(state, message);
  }
  if (live !== undefined && !isUnchanged && !isUntouched) {
    const carried = observed?.version ?? version;
    // R6: it was live, and the next one already is.
    if (carried === version) return succeed(state, version, { replacedBy: live });
    // R5
    const message = `Version ${carried} went live by marketplace operation ${operationId}; version ${version} was to go live.`;
    return fail(state, { code: 'PreviewChanged', message });
  }
  const message = `Marketplace operation ${operationId} is completed, but the offer does not show version ${version} live: its status is "${offer.statusWord}".`;
  const isCanceling = state.stage.phase === 'canceling';
  return isSettled && isCanceling ? endCanceled(state, message) : needAttention(state, 'LiveNotConfirmed', message);
}

/** Nothing runs but a publish that waits for its sign-off, and the offer does not show this preview as live. */
function isTakenBack({ running, status, preview }: OfferSnapshot, version: string): boolean {
  if (running.some(isInTheWay)) return false;
  // The status word reports a running operation that no list shows, so one of them lags.
  if (status === 'running' && running.length === 0) return false;
  return status !== 'succeeded' || versionIn(preview) !== version;
}

/** R7 */
function missing(state: GoLive, { tracked, offer, isSettled }: Doubt): GoLive {
  const { operationId } = tracked;
  const message = `The marketplace accepted operation ${operationId} and then forgot it; the offer's status is "${offer.statusWord}".`;
  return isSettled ? overWithoutEffect(state, message) : needAttention(state, 'OperationNotFound', message);
}
