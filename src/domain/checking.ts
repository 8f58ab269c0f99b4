import { clearAttention } from './attention.ts';
import type { Interrupted } from './command.ts';
import { fail, succeed } from './ending.ts';
import { follow } from './following.ts';
import type { GoLive, Stage } from './go-live.ts';
import type { InspectOutcome, OfferSnapshot, RunningOperation, Version } from './observation.ts';
import { transition } from './outbox.ts';
import { nextLookAt } from './polling-schedule.ts';
import { type LookingStage, troubled } from './trouble.ts';

type CheckingStage = Extract<Stage, { phase: 'checking' | 'queued' }>;

/** Takes in the look before the POST. */
export function applyInspection(state: GoLive, stage: CheckingStage, result: InspectOutcome | Interrupted): GoLive {
  switch (result.kind) {
    case 'inspected':
      return decide(state, stage, result.offer);
    case 'refused':
      // Nothing was sent yet: what looking again will not cure ends it here, at no cost.
      return fail(state, result.problem);
    case 'trouble':
    case 'interrupted':
      return troubled(state, stage, result);
  }
}

/** What the offer's state means for this request: done already, impossible, in conflict, or to be submitted. */
export function decide(state: GoLive, stage: LookingStage, offer: OfferSnapshot): GoLive {
  const { expectedVersion } = state.request;
  if (offer.preview.kind === 'unreadable') {
    return troubled(state, stage, { kind: 'trouble', reason: 'unavailable', message: offer.preview.reason });
  }
  if (offer.status === 'never-published' || offer.preview.kind === 'empty') {
    return fail(state, {
      code: 'NoPreview',
      message: `Nothing is in preview; the offer's status is "${offer.statusWord}".`,
    });
  }
  const { version, ref } = offer.preview;
  if (expectedVersion !== undefined && expectedVersion !== version) {
    const message = `Version ${version} is in preview; version ${expectedVersion} was expected.`;
    return fail(state, { code: 'PreviewChanged', message });
  }
  if (isLive(offer, version)) return succeed(state, version, { alreadyLive: true });
  if (offer.running.length > 0) return resolveConflict(withSeen(clearAttention(state), offer), offer, version);
  // What needs attention about the POST before this one is over only when the marketplace accepts.
  return intend(state, offer, version, ref);
}

/** The offer says that this version is live; a slot that cannot be read does not count. */
export function isLive({ status, production }: OfferSnapshot, version: Version): boolean {
  if (production.kind !== 'holds' || production.version !== version) return false;
  return status === 'succeeded' || production.confirmed === true;
}

function resolveConflict(state: GoLive, offer: OfferSnapshot, version: Version): GoLive {
  const { onConflict, course } = state.request;
  const names = offer.running.map(({ operationId }) => operationId).join(', ');
  if (onConflict === 'fail') {
    return fail(state, {
      code: 'OperationConflict',
      message: `A marketplace operation of this offer is running: ${names}.`,
    });
  }
  const joinable = onConflict === 'join' ? offer.running.find((running) => takesLive(running, version)) : undefined;
  if (joinable) {
    const { operationId, ref } = joinable;
    return follow({ ...state, joined: true }, { operationId, ref, version, statusBefore: offer.status });
  }
  const { stage } = state;
  const since = stage.phase === 'queued' ? stage.since : state.now;
  const dueAt = nextLookAt({ now: state.now, progressAt: since, troubles: 0, bounds: course });
  const queued: GoLive = { ...state, stage: { phase: 'queued', since, dueAt, troubles: 0 } };
  return stage.phase === 'queued' ? queued : transition(queued, 'queued');
}

/** Only what is surely on its way to live is joined: one on its way to preview would never make the version live. */
export function takesLive(running: RunningOperation, version: Version): boolean {
  return running.target === 'live' && (running.version === undefined || running.version === version);
}

function withSeen(state: GoLive, { running }: OfferSnapshot): GoLive {
  const seen = new Set([...state.submission.seen, ...running.map(({ operationId }) => operationId)]);
  return { ...state, submission: { ...state.submission, seen: [...seen] } };
}

/** Records what was seen and what is about to be sent, before anything is sent. */
function intend(state: GoLive, offer: OfferSnapshot, version: Version, ref?: string): GoLive {
  const attempt = state.submission.attempts + 1;
  const { seen } = state.submission;
  const submitted = { version, ...(ref !== undefined && { ref }) };
  const intent = { attempt, ...submitted, seen, statusBefore: offer.status, intendedAt: state.now };
  return { ...state, submission: { ...state.submission, attempts: attempt }, stage: { phase: 'submitting', intent } };
}
