import { randomUUID } from 'node:crypto';
import type { PlannedStep } from '../scenario/scenario.ts';
import { nextVersion, type Offer, runningSubmission, viewOffer } from './offer.ts';
import type { Cancellation, Operation, Submission } from './operation.ts';
import { heldStep, progress } from './progress.ts';
import type { Script } from './script.ts';

/** The reasons why the marketplace refuses a command. */
export type StartRefusal = 'operation-running' | 'nothing-in-preview' | 'already-live';
export type Refusal = StartRefusal | 'nothing-to-cancel' | 'too-late';

/** The result of a command: the changed offer, and the operation to follow if there is one. */
export type Done = { kind: 'done'; offer: Offer; operation?: Operation };
export type Started = Done & { operation: Submission };
export type Refused<Reason extends Refusal = Refusal> = { kind: 'refused'; reason: Reason; running?: Submission };

export interface Start {
  startedBy: string;
  listedAt: number;
  steps: PlannedStep[];
  /** The publish whose id the go-live keeps using; without it the go-live has an id of its own. */
  continues?: Submission | undefined;
}

/** Starts to take the version in preview live. */
export function goLive(offer: Offer, start: Start, now: number): Started | Refused<StartRefusal> {
  const { status, slots } = viewOffer(offer, now);
  const running = runningSubmission(offer, now);
  if (running !== undefined) return { kind: 'refused', reason: 'operation-running', running };
  if (slots.preview === undefined) return { kind: 'refused', reason: 'nothing-in-preview' };
  if (slots.preview === slots.production && status === 'Succeeded') return { kind: 'refused', reason: 'already-live' };
  return begin(offer, 'goLive', start, now);
}

/** Begins to bring the draft, as a new version, to preview. */
export function publish(offer: Offer, start: Start, now: number): Started | Refused<StartRefusal> {
  const running = runningSubmission(offer, now);
  if (running !== undefined) return { kind: 'refused', reason: 'operation-running', running };
  return begin(offer, 'publish', start, now);
}

/** Cancels what is running on the offer, at once or by an operation of its own; a repeated cancel changes nothing. */
export function cancel(offer: Offer, rules: Script['cancel'], now: number): Done | Refused {
  const running = runningSubmission(offer, now);
  if (running === undefined) return { kind: 'refused', reason: 'nothing-to-cancel' };
  if (running.cancellation !== undefined && now < running.cancellation.effectiveAt) {
    return { kind: 'done', offer, operation: cancellationOf(running, running.cancellation) };
  }
  if (!isCancelable(running, rules, now)) return { kind: 'refused', reason: 'too-late' };
  const atOnce = rules.answer === 'at-once';
  const cancellation = {
    id: randomUUID(),
    requestedAt: now,
    effectiveAt: atOnce ? now : now + rules.seconds * 1000,
    ignored: rules.ignored,
    leaves: rules.leaves,
  };
  const changed = { ...offer, latest: { ...running, cancellation }, revision: offer.revision + 1 };
  return atOnce
    ? { kind: 'done', offer: changed }
    : { kind: 'done', offer: changed, operation: cancellationOf(running, cancellation) };
}

/** Whether a cancel would be accepted now. */
export function isCancelable(submission: Submission, { until }: Script['cancel'], now: number): boolean {
  const { state, steps } = progress(submission, now);
  if (state !== 'running' || until === 'never') return false;
  const last = steps.find(({ step }) => step.id === until);
  return last === undefined || last.state === 'notStarted';
}

/** Lets a blocked or stuck step continue; undefined when no step is held. */
export function release(offer: Offer, now: number): Offer | undefined {
  const running = runningSubmission(offer, now);
  const held = running === undefined ? undefined : heldStep(running, now);
  if (running === undefined || held === undefined) return undefined;
  return { ...offer, latest: { ...running, released: { ...running.released, [held]: now } } };
}

function begin(offer: Offer, kind: Submission['kind'], start: Start, now: number): Started {
  const { status, slots, changedAt } = viewOffer(offer, now);
  const submission: Submission = {
    kind,
    version: nextVersion(slots, kind),
    startedAt: now,
    released: {},
    ...start,
    id: start.continues?.id ?? randomUUID(),
  };
  const changed = {
    ...offer,
    settled: { status, slots, at: changedAt },
    latest: submission,
    revision: offer.revision + 1,
  };
  return { kind: 'done', offer: changed, operation: submission };
}

function cancellationOf(
  submission: Submission,
  { id, requestedAt, effectiveAt }: NonNullable<Submission['cancellation']>,
): Cancellation {
  return { kind: 'cancel', id, startedAt: requestedAt, effectiveAt, submissionId: submission.id };
}
