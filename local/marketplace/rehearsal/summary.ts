import type { Entry } from '../offers/entry.ts';
import { BEFORE_THE_REHEARSAL, type OfferView, viewOffer } from '../offers/offer.ts';
import { isSubmission, type Operation, type Submission } from '../offers/operation.ts';
import { cancellationState, jobState, progress } from '../offers/progress.ts';
import { describeStep } from '../scenario/step-catalogue.ts';

/** The rehearsal's view of an offer: its scenario, its state in plain words, and the requests to it. */
export function summarise(entry: Entry, now: number): unknown {
  const view = viewOffer(entry.offer, now);
  const operations = [...entry.operations.values()].filter(isOfRehearsal);
  return {
    scenario: entry.scenario,
    offer: {
      summary: inPlainWords(view),
      status: view.status,
      slots: view.slots,
      operations: operations.map((operation) => operationSummary(operation, entry.operations, now)),
    },
    accepted: {
      golive: acceptedOf(operations, 'goLive'),
      publish: acceptedOf(operations, 'publish'),
      cancel: operations.filter(({ kind }) => kind === 'cancel').length,
    },
    requests: entry.journal.newest(),
  };
}

function isOfRehearsal(operation: Operation): boolean {
  return !isSubmission(operation) || operation.startedBy !== BEFORE_THE_REHEARSAL;
}

function acceptedOf(operations: Operation[], kind: Submission['kind']): number {
  const submissions = operations.filter(isSubmission);
  return submissions.filter((submission) => submission.kind === kind && submission.startedBy !== 'somebody else')
    .length;
}

function operationSummary(operation: Operation, operations: Map<string, Operation>, now: number): unknown {
  const { id, kind, startedAt } = operation;
  const shared = { id, kind, startedAt: new Date(startedAt).toISOString() };
  if (operation.kind === 'job') {
    const state = jobState(operation, now);
    const endedAt = state === 'running' ? {} : { endedAt: new Date(operation.endsAt).toISOString() };
    return { ...shared, state, refusal: operation.refusal?.message, ...endedAt };
  }
  if (operation.kind === 'cancel') {
    const submission = operations.get(operation.submissionId);
    const state = isSubmission(submission) ? cancellationState(operation, submission, now) : 'failed';
    return { ...shared, cancels: operation.submissionId, state };
  }
  const { state, steps, endedAt } = progress(operation, now);
  return {
    ...shared,
    version: operation.version,
    startedBy: operation.startedBy,
    state,
    steps: Object.fromEntries(steps.map((step) => [step.step.id, step.state])),
    ...(endedAt !== undefined && { endedAt: new Date(endedAt).toISOString() }),
  };
}

function inPlainWords({ status, slots, latest }: OfferView): string {
  const preview = slots.preview === undefined ? 'Nothing is in preview' : `Version ${slots.preview} is in preview`;
  const live = slots.production === undefined ? 'nothing is live' : `version ${slots.production} is live`;
  const where = `${preview}, ${live}`;
  if (latest === undefined) return `${where}; the offer's status is ${status}.`;
  const { submission, progress: course } = latest;
  const what =
    submission.kind === 'goLive'
      ? `The go-live of version ${submission.version}`
      : `The publish of version ${submission.version} to preview`;
  const current = course.steps.find(
    (step) => step.state === 'running' || step.state === 'blocked' || step.state === 'failed',
  );
  const at = current === undefined ? '' : ` at step "${describeStep(current.step.id).name}" (${current.state})`;
  const how = { running: 'is running', completed: 'is done', failed: 'failed', canceled: 'was canceled' }[course.state];
  return `${what}, started by ${submission.startedBy}, ${how}${at}. ${where}.`;
}
