import { isCancelable } from '../offers/commands.ts';
import type { Offer, OfferView } from '../offers/offer.ts';
import { offerGuid } from '../offers/offer-name.ts';
import type { Submission } from '../offers/operation.ts';
import { type OperationState, type Progress, progress } from '../offers/progress.ts';
import type { Answers, Script } from '../offers/script.ts';
import { offerDefinition } from './definition.ts';
import { stepsOfOffer, stepsOfSubmission } from './step-list.ts';
import { wordsOf } from './words.ts';

const OFFER_TYPE = 'microsoft-azure-virtualmachines';

/** The body of one operation: an object or, as the document's sample, an array of one. `waits`: for its go-live. */
export function submissionBody(submission: Submission, script: Script, now: number, waits: boolean): unknown {
  const { answers } = script;
  const course = progress(submission, now);
  return inForm(answers, {
    status: wordsOf(answers.words).operation(shownState(course, waits, answers)),
    messages: failureMessages(course),
    publishingVersion: submission.version,
    offerVersion: 1,
    cancellationRequestState: cancellationRequestState(submission, course, script, now),
    steps: stepsOfSubmission(submission, course, answers),
    previewLinks: [],
    liveLinks: [],
    notificationEmails: 'jondoe@contoso.com',
  });
}

/** The body of an operation that cancels another. */
export function cancellationBody(state: OperationState, submission: Submission, answers: Answers): unknown {
  return inForm(answers, {
    status: wordsOf(answers.words).operation(state),
    messages: state === 'failed' ? ['The operation could not be canceled.'] : [],
    publishingVersion: submission.version,
    offerVersion: 1,
    cancellationRequestState: 'cannotCancel',
    steps: [],
    previewLinks: [],
    liveLinks: [],
  });
}

/** An operation in the list of an offer's submissions. */
export function listItem(
  offer: Offer,
  submission: Submission,
  answers: Answers,
  now: number,
  state: OperationState,
): unknown {
  const course = progress(submission, now);
  const direction = submission.kind === 'goLive' ? 'GoLive' : 'Publish';
  const started = new Date(submission.startedAt).toISOString();
  return {
    id: submission.id,
    offerId: offer.offerId,
    offerVersion: 1,
    offerTypeId: OFFER_TYPE,
    publisherId: offer.publisherId,
    submissionType: answers.submissionType === 'publish' ? 'publish' : direction,
    submissionState: wordsOf(answers.words).operation(state),
    publishingVersion: submission.version,
    slot: 'staging',
    version: submission.startedAt,
    definition: offerDefinition(submission.version),
    changedTime: new Date(course.endedAt ?? submission.startedAt).toISOString(),
    createdDateTime: started,
    lastActionDateTime: started,
    error: failureMessages(course).at(0),
  };
}

/** The body of an offer's status. */
export function statusBody(view: OfferView, answers: Answers): unknown {
  const { latest } = view;
  return {
    status: offerWord(view, answers),
    messages: latest === undefined ? [] : failureMessages(latest.progress),
    steps:
      latest === undefined
        ? stepsOfOffer(view, answers)
        : stepsOfSubmission(latest.submission, latest.progress, answers),
    previewLinks: [],
    liveLinks: [],
  };
}

/** The body of a version of an offer, with the definition that no client may keep. */
export function versionBody(offer: Offer, version: number, view: OfferView, answers: Answers): unknown {
  return {
    offerTypeId: OFFER_TYPE,
    publisherId: offer.publisherId,
    status: offerWord(view, answers),
    id: offerGuid(offer),
    version,
    definition: offerDefinition(version),
    changedTime: new Date(view.changedAt).toISOString(),
  };
}

/** The state in which a submission is shown; a publish that waits for its go-live may be shown as running. */
export function shownState({ state }: Progress, waits: boolean, { waiting }: Answers): OperationState {
  return waits && waiting === 'running' ? 'running' : state;
}

function offerWord({ status }: OfferView, { words, waiting }: Answers): string {
  const waits = status === 'WaitingForPublisherReview' && waiting === 'running';
  return wordsOf(words).offer(waits ? 'Running' : status);
}

function inForm(answers: Answers, body: unknown): unknown {
  return answers.body === 'array' ? [body] : body;
}

function failureMessages({ state, steps }: Progress): string[] {
  if (state !== 'failed') return [];
  const failed = steps.find((step) => step.state === 'failed');
  return (failed?.step.messages ?? []).filter(({ level }) => level === 'error').map(({ html }) => html);
}

function cancellationRequestState(submission: Submission, course: Progress, script: Script, now: number): string {
  if (course.state === 'canceled') return 'canceled';
  if (submission.cancellation !== undefined && now < submission.cancellation.effectiveAt) return 'canceling';
  return isCancelable(submission, script.cancel, now) ? 'canCancel' : 'cannotCancel';
}
