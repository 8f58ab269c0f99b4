import { faultOf } from '../faults/apply-rules.ts';
import { type Answer, failure, json } from '../http/answer.ts';
import { type Offer, type OfferView, viewOffer } from '../offers/offer.ts';
import { isSubmission, type Submission } from '../offers/operation.ts';
import { cancellationState, progress } from '../offers/progress.ts';
import { newestVersion, type Slots } from '../offers/slots.ts';
import { asShown, waitingPublish } from '../offers/waiting-publish.ts';
import { cancellationBody, listItem, shownState, statusBody, submissionBody, versionBody } from './bodies.ts';
import type { Call } from './call.ts';
import { operationByName } from './location.ts';
import { usualFailure } from './usual-failure.ts';

/** `GET operations/{id}`, also by the non-migrated form of the name. */
export function operationCall({ route, entry, script, now }: Call): Answer {
  const operation = asShown(operationByName(entry.offer, entry.operations, route.argument), now);
  const submission = operation?.kind === 'cancel' ? entry.operations.get(operation.submissionId) : operation;
  if (operation === undefined || operation.kind === 'job' || !isSubmission(submission)) {
    return failure(404, 'NotFound', `There is no operation ${route.argument} of offer ${route.offerId}.`);
  }
  if (operation.kind !== 'cancel') {
    const waits = waitingPublish(entry, now) === operation;
    const running = shownState(progress(operation, now), waits, script.answers) === 'running';
    const body = submissionBody(operation, script, now, waits);
    return json(200, body, retryAfter(running, script.answers.retryAfterSeconds));
  }
  const state = cancellationState(operation, submission, now);
  const headers = retryAfter(state === 'running', script.answers.retryAfterSeconds);
  return json(200, cancellationBody(state, submission, script.answers), headers);
}

/** `GET submissions/`: the offer's operations, newest first, or those of one status. */
export function submissionsCall(call: Call): Answer {
  const { entry, script, faults, now } = call;
  // The documents name the filter `status`, devigned/pub sends it as `submissionState`.
  const wanted = (call.query.get('status') ?? call.query.get('submissionState'))?.toLowerCase();
  const { answers } = script;
  const waiting = waitingPublish(entry, now);
  // Only the latest operation can be running, so this frequent call need not go through all of them.
  const candidates =
    wanted === 'running'
      ? [waiting ?? entry.offer.latest]
      : [...entry.operations.values()].map((each) => asShown(each, now)).reverse();
  const stateOf = (submission: Submission) => shownState(progress(submission, now), submission === waiting, answers);
  const found = candidates.filter(
    (operation): operation is Submission =>
      isSubmission(operation) && operation.listedAt <= now && (wanted === undefined || stateOf(operation) === wanted),
  );
  const items = found.map((submission) => listItem(entry.offer, submission, answers, now, stateOf(submission)));
  const copies = faultOf(faults, 'duplicates')?.copies ?? 1;
  return json(200, Array.from({ length: copies }, () => items).flat());
}

/** `GET status` of the offer. */
export function statusCall({ entry, script, now }: Call): Answer {
  return json(200, statusBody(viewOffer(entry.offer, now), script.answers), { etag: eTagOf(entry.offer) });
}

/** `GET` of the offer itself: its draft. */
export function offerCall(call: Call): Answer {
  const view = viewOffer(call.entry.offer, call.now);
  return versionAnswer(call, view, view.slots.draft);
}

/** `GET slot/{Draft|Preview|Production}`: 404 when no version ever reached the slot. */
export function slotCall(call: Call): Answer {
  const view = viewOffer(call.entry.offer, call.now);
  const slot = SLOTS.get(call.route.argument.toLowerCase());
  if (slot === undefined) {
    return failure(400, 'BadRequest', `There is no slot ${call.route.argument}: ask for Draft, Preview or Production.`);
  }
  const version = view.slots[slot];
  return version === undefined ? usualFailure(404) : versionAnswer(call, view, version);
}

/** `GET versions` (those in the slots) and `GET versions/{n}`. */
export function versionsCall(call: Call): Answer {
  const { entry, script, route } = call;
  const view = viewOffer(entry.offer, call.now);
  if (route.argument === '') {
    const versions = new Set(Object.values(view.slots).filter((version) => version !== undefined));
    return json(
      200,
      [...versions].map((version) => versionBody(entry.offer, version, view, script.answers)),
    );
  }
  const version = Number(route.argument);
  const exists = Number.isInteger(version) && version >= 1 && version <= newestVersion(view.slots);
  return exists ? versionAnswer(call, view, version) : usualFailure(404);
}

/** Changes with each accepted publishing call. */
export function eTagOf(offer: Offer): string {
  return `"${offer.revision}"`;
}

const SLOTS = new Map<string, keyof Slots>([
  ['draft', 'draft'],
  ['preview', 'preview'],
  ['production', 'production'],
]);

function versionAnswer({ entry, script }: Call, view: OfferView, version: number): Answer {
  return json(200, versionBody(entry.offer, version, view, script.answers), { etag: eTagOf(entry.offer) });
}

function retryAfter(running: boolean, seconds: number | undefined): Record<string, string> {
  return running && seconds !== undefined ? { 'retry-after': String(seconds) } : {};
}
