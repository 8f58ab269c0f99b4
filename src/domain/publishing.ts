import { clearAttention, needAttention } from './attention.ts';
import { isLive } from './checking.ts';
import type { Interrupted } from './command.ts';
import { endCanceled, fail, succeed } from './ending.ts';
import { followed } from './following.ts';
import type { GoLive, Stage, TrackedOperation } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import {
  type InspectOutcome,
  isUnderWay,
  type ObservedOperation,
  type ObserveOutcome,
  type Problem,
  type Step,
} from './observation.ts';
import { transition } from './outbox.ts';
import { nextLookAt } from './polling-schedule.ts';
import { cameToNothing } from './submission.ts';
import { troubled } from './trouble.ts';

/** What was taken shows within one settle time; what was canceled is believed gone only after many, an hour by default. */
const GONE_AFTER_SETTLE_TIMES = 60;

export type FollowingStage = Extract<Stage, { phase: 'publishing' | 'canceling' }>;

/** At these a step waits for a person. */
const NEEDS_A_PERSON: readonly string[] = ['blocked', 'rejected', 'waiting-for-approval'];

/** Takes in one look at the marketplace operation. */
export function applyObservation(state: GoLive, stage: FollowingStage, result: ObserveOutcome | Interrupted): GoLive {
  switch (result.kind) {
    case 'observed':
      return observed(state, stage, result.operation, result.retryAfterSeconds);
    case 'not-found':
      // It was seen before: the offer's status decides what its absence means.
      return { ...state, stage: { ...stage, look: 'missing', dueAt: state.now } };
    case 'refused':
    case 'trouble':
    case 'interrupted':
      return troubled(state, stage, result);
  }
}

/** Takes in a look at the offer, made because the marketplace operation is completed or missing. */
export function applyConfirmation(state: GoLive, stage: FollowingStage, result: InspectOutcome | Interrupted): GoLive {
  if (result.kind !== 'inspected') return troubled(state, stage, result);
  const { offer } = result;
  const marketplace = followed(state);
  if (isLive(offer, marketplace.version)) return succeed(state, marketplace.version);
  const { goneSince = state.now, ...known } = stage;
  const later = { ...state, stage: { ...known, troubles: 0, dueAt: lookLaterAt(state, stage) } };
  if (stage.look === 'completed') {
    const message = `The marketplace operation is completed, but the offer does not show version ${marketplace.version} live: its status is "${offer.statusWord}".`;
    return needAttention(later, 'LiveNotConfirmed', message);
  }
  const message = `The marketplace no longer knows operation ${marketplace.operationId}; the offer's status is "${offer.statusWord}".`;
  if (offer.status !== marketplace.statusBefore) {
    if (offer.status === 'failed') return fail(state, { code: 'MarketplaceFailed', message });
    if (offer.status === 'canceled') return endCanceled(state);
  }
  if (offer.running.some(({ operationId }) => operationId === marketplace.operationId)) {
    return { ...later, stage: { ...later.stage, look: 'operation' } };
  }
  if (offer.status !== 'running' && isCanceledAndGone(state, stage, goneSince)) return endCanceled(state);
  const looking: GoLive = { ...later, stage: { ...later.stage, look: 'operation', goneSince } };
  return needAttention(looking, 'OperationNotFound', message);
}

/** The marketplace took the cancel, and what was canceled has shown nowhere for long. */
function isCanceledAndGone({ now, request }: GoLive, stage: FollowingStage, goneSince: Instant): boolean {
  const { rules, settleSeconds } = request.course;
  if (stage.phase !== 'canceling' || stage.step !== 'follow' || rules === undefined) return false;
  return now >= after(goneSince, settleSeconds * GONE_AFTER_SETTLE_TIMES);
}

function observed(
  state: GoLive,
  stage: FollowingStage,
  operation: ObservedOperation,
  retryAfterSeconds?: number,
): GoLive {
  const marketplace = followed(state);
  const moved = stepsMoved(marketplace.observed?.steps ?? [], operation.steps);
  const progressAt = moved ? state.now : stage.progressAt;
  const { goneSince: _, ...known } = stage;
  const looked: FollowingStage = { ...known, troubles: 0, look: 'operation', progressAt };
  const dueAt = lookLaterAt(state, looked, operation, retryAfterSeconds);
  const seen: GoLive = { ...state, marketplace: withObserved(state, operation), stage: { ...looked, dueAt } };
  const told = moved ? transition(seen, 'step-changed') : seen;
  switch (operation.state) {
    case 'running':
      return tellPeople(told, operation);
    case 'succeeded':
      return { ...told, stage: { ...looked, look: 'completed', dueAt: state.now } };
    case 'failed':
      return failed(told, operation.failure ?? NO_REASON);
    case 'canceled':
      return endCanceled(told);
  }
}

const NO_REASON: Problem = {
  code: 'MarketplaceFailed',
  message: 'The marketplace operation failed; it gave no reason.',
};

/** A conflict is no failure of the go-live: ours never began. What somebody else started is theirs to try again. */
function failed(state: GoLive, problem: Problem): GoLive {
  return problem.code === 'OperationConflict' && !state.joined ? cameToNothing(state, problem) : fail(state, problem);
}

function withObserved(state: GoLive, operation: ObservedOperation): TrackedOperation {
  const { observed, stepsSince = {}, ...marketplace } = followed(state);
  // What somebody else started may have been under way for long.
  const known = observed?.steps ?? (state.joined ? operation.steps : []);
  const since = operation.steps
    .filter(({ status }) => isUnderWay(status))
    .map(({ id }): [string, Instant | undefined] => [id, stepsSince[id] ?? beganAt(state, known, id)])
    .filter((entry): entry is [string, Instant] => entry[1] !== undefined);
  return { ...marketplace, observed: operation, ...(since.length > 0 && { stepsSince: Object.fromEntries(since) }) };
}

/** This moment, unless the look before showed the step under way already. */
function beganAt({ now }: GoLive, known: readonly Step[], step: string): Instant | undefined {
  const before = known.find(({ id }) => id === step);
  return before && isUnderWay(before.status) ? undefined : now;
}

function tellPeople(state: GoLive, operation: ObservedOperation): GoLive {
  const waiting = operation.steps.find(({ status }) => NEEDS_A_PERSON.includes(status));
  if (waiting) {
    const words = waiting.messages.at(-1)?.text;
    const message = `Step "${waiting.name}" is ${waiting.status.replaceAll('-', ' ')}${words ? `: ${words}` : '.'}`;
    return needAttention(state, 'PersonNeeded', message);
  }
  if (operation.unknownStatus) {
    return needAttention(
      state,
      'UnknownStatus',
      `The marketplace calls the operation "${operation.status}"; it counts as running.`,
    );
  }
  // As long as a cancel is not answered, what was told about it stays: the same refusal is told once, not at each look.
  const { stage } = state;
  return stage.phase === 'canceling' && stage.step === 'ask' ? state : clearAttention(state);
}

/** A step that was not there before counts as not started. */
function stepsMoved(before: readonly Step[], now: readonly Step[]): boolean {
  return now.some((step) => step.status !== (before.find(({ id }) => id === step.id)?.status ?? 'not-started'));
}

function lookLaterAt(state: GoLive, stage: FollowingStage, operation?: ObservedOperation, retryAfterSeconds?: number) {
  return nextLookAt({
    now: state.now,
    progressAt: stage.progressAt,
    troubles: 0,
    retryAfterSeconds,
    estimateSeconds: operation?.steps.find(({ status }) => status === 'running')?.estimateSeconds,
    bounds: state.request.course,
  });
}
