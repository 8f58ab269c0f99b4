import { goodLook, needAttention } from './attention.ts';
import type { Interrupted } from './command.ts';
import { endCanceled, fail } from './ending.ts';
import { type FollowingStage, followed, overWithoutEffect } from './following.ts';
import type { GoLive, TrackedOperation } from './go-live.ts';
import type { Instant } from './instant.ts';
import { agreedVersion } from './intent.ts';
import { type Cause, isUnderWay, type ObservedOperation, type ObserveOutcome, type Step } from './observation.ts';
import { transition } from './outbox.ts';
import { nextLookAt } from './polling-schedule.ts';
import { type Stall, stallOf } from './stall.ts';
import { stepTimesAt } from './step-times.ts';
import { cameToNothing } from './submission.ts';
import { troubled } from './trouble.ts';

/** Step statuses that wait for a person. */
const NEEDS_A_PERSON: readonly string[] = ['blocked', 'rejected', 'waiting-for-approval'];

/** Takes in one look at the marketplace operation. `lookedAt`: when the look began. */
export function applyObservation(
  state: GoLive,
  stage: FollowingStage,
  result: ObserveOutcome | Interrupted,
  lookedAt: Instant,
): GoLive {
  switch (result.kind) {
    case 'observed':
      return observed(state, stage, result.operation, lookedAt, result.retryAfterSeconds);
    case 'not-found':
      // It was seen before: the offer decides what its absence means.
      return { ...state, stage: { ...stage, looksAt: 'missing', dueAt: state.now } };
    case 'refused':
    case 'trouble':
    case 'interrupted':
      return troubled(state, stage, result);
  }
}

function observed(
  state: GoLive,
  stage: FollowingStage,
  operation: ObservedOperation,
  lookedAt: Instant,
  retryAfterSeconds?: number,
): GoLive {
  const { observed: before, operationId } = followed(state);
  const moved = stepsMoved(before?.steps ?? [], operation.steps);
  const progressAt = moved ? state.now : stage.progressAt;
  const { overSince, ...known } = stage;
  const looked: FollowingStage = { ...known, consecutiveFailures: 0, looksAt: 'operation', progressAt };
  const current: GoLive = { ...state, marketplace: withObserved(state, operation) };
  const stall = stallOf(current, looked);
  const dueAt = lookLaterAt(current, stall, retryAfterSeconds);
  const seen: GoLive = { ...current, stage: { ...looked, dueAt } };
  const told = moved ? transition(seen, 'step-changed') : seen;
  switch (operation.state) {
    case 'running':
      // R8: within the settle time the sign-off may still be the one from before our POST.
      if (operation.reach === 'sign-off' && lookedAt >= state.submission.provenAt) {
        const message = `Marketplace operation ${operationId} waits for the publisher's sign-off again: its go-live was taken back.`;
        return overWithoutEffect(told, message);
      }
      return tellPeople(told, operation, stall);
    case 'succeeded': {
      const over = { ...looked, looksAt: 'completed' as const, dueAt: state.now };
      return { ...told, stage: { ...over, ...(overSince !== undefined && { overSince }) } };
    }
    case 'failed':
      return failed(told, operation.failure ?? NO_REASON);
    case 'canceled':
      return canceled(told, operationId);
  }
}

const NO_REASON: Cause = {
  code: 'MarketplaceFailed',
  message: 'The marketplace operation failed; it gave no reason.',
};

/** A conflict means that our go-live never began, so it is no failure. Retrying somebody else's is up to them. */
function failed(state: GoLive, cause: Cause): GoLive {
  return cause.code === 'OperationConflict' && !state.joined ? cameToNothing(state, cause) : fail(state, cause);
}

function canceled(state: GoLive, operationId: string): GoLive {
  if (state.cancellation) return endCanceled(state, `Marketplace operation ${operationId} was canceled.`);
  const message = `Marketplace operation ${operationId} was canceled by somebody else.`;
  return fail(state, { code: 'MarketplaceFailed', message });
}

/** R5: the operation's own version counts. Where no version was asked for, what goes live is what is wanted. */
function withObserved(state: GoLive, operation: ObservedOperation): TrackedOperation {
  const { observed: before, stepTimes = {}, ...marketplace } = followed(state);
  const { steps } = operation;
  // A step that is over at the first look ended earlier, and a step that somebody else started may have run for long.
  const known = before?.steps ?? (state.joined ? steps : steps.filter(({ status }) => !isUnderWay(status)));
  const isFree = agreedVersion(state) === undefined;
  const version = (isFree ? operation.version : undefined) ?? marketplace.version;
  return { ...marketplace, version, observed: operation, stepTimes: stepTimesAt(state.now, stepTimes, known, steps) };
}

function tellPeople(state: GoLive, operation: ObservedOperation, stall: Stall): GoLive {
  const { version, operationId } = followed(state);
  // R5: another version cannot be taken back once live, so people who can still cancel must hear of it at once.
  if (operation.version !== undefined && operation.version !== version) {
    const message = `Marketplace operation ${operationId} takes version ${operation.version} live; version ${version} was to go live.`;
    return needAttention(state, 'OtherVersion', message);
  }
  const waiting = operation.steps.find(({ status }) => NEEDS_A_PERSON.includes(status));
  if (waiting) {
    const words = waiting.messages.at(-1)?.text;
    const message = `Step "${waiting.name}" is ${waiting.status.replaceAll('-', ' ')}${words ? `: ${words}` : '.'}`;
    return needAttention(state, 'PersonNeeded', message);
  }
  const { stage } = state;
  const isAsking = stage.phase === 'canceling' && stage.next === 'ask';
  if (state.now >= stall.at && !isAsking) return needAttention(state, 'Stalled', stall.message);
  if (operation.unknownStatus) {
    const message = `The marketplace calls the operation "${operation.status}"; it counts as running.`;
    return needAttention(state, 'UnknownStatus', message);
  }
  // An unanswered cancel keeps its attention, so that the same refusal is announced once and not at each look.
  return isAsking ? state : goodLook(state);
}

/** Whether any step has changed. A step that was not there before counts as `not-started`. */
function stepsMoved(before: readonly Step[], now: readonly Step[]): boolean {
  return now.some((step) => step.status !== (before.find(({ id }) => id === step.id)?.status ?? 'not-started'));
}

/** A cancel ends soon or not at all, so looks are as frequent as for a go-live that has just begun. */
export function lookLaterAt(state: GoLive, stall?: Stall, retryAfterSeconds?: number): Instant {
  const { now, joined, history, request, stage, cancellation } = state;
  const { since } = followed(state);
  const isCanceling = stage.phase === 'canceling';
  return nextLookAt({
    now,
    startedAt: isCanceling && cancellation ? cancellation.requestedAt : since,
    consecutiveFailures: 0,
    retryAfterSeconds,
    // When somebody else began the joined operation is not known, so its duration cannot be compared.
    ...(history && !joined && !isCanceling && { durations: history.durations }),
    ...(stall && { stallsAt: stall.at }),
    bounds: request.terms,
  });
}
