import { askedFor } from './cancellation.ts';
import type { Command } from './command.ts';
import { followed } from './following.ts';
import type { GoLive, InLane } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { dueTransitions, outboxDueAt } from './outbox.ts';
import type { FollowingStage } from './publishing.ts';
import { unreachable } from './unreachable.ts';

/** What the shell must do next; the state already holds everything that led here. */
export function next(state: GoLive): Command {
  const { stage, request, outbox } = state;
  const { operationId, publisherId, offerId } = request;
  const transitions = dueTransitions(state);
  if (transitions.length > 0) {
    return { kind: 'announce', transitions, recordAfter: outbox.triedThrough };
  }
  switch (stage.phase) {
    case 'scheduled':
      return waitUntil(state, stage.until);
    case 'awaiting-approval':
      return waitUntil(state, stage.expiresAt);
    case 'queued':
      if (stage.dueAt <= state.now && stage.lane) return nextInLane(state, stage);
      return stage.dueAt > state.now ? waitUntil(state, stage.dueAt) : { kind: 'inspect', publisherId, offerId };
    case 'checking':
    case 'settling':
      return stage.dueAt > state.now ? waitUntil(state, stage.dueAt) : { kind: 'inspect', publisherId, offerId };
    case 'submitting':
      return { kind: 'submit', operationId, publisherId, offerId, intent: stage.intent };
    case 'publishing':
    case 'canceling':
      return nextWhileFollowing(state, stage);
    case 'ended':
      return nextAfterEnd(state, stage.endedAt);
    default:
      return unreachable(stage);
  }
}

function nextWhileFollowing(state: GoLive, stage: FollowingStage): Command {
  const { publisherId, offerId } = state.request;
  const { ref } = followed(state);
  if (stage.phase === 'canceling' && stage.step === 'send') {
    return { kind: 'cancel', publisherId, offerId, ref, notificationEmails: askedFor(state).notificationEmails };
  }
  if (stage.dueAt > state.now) return waitUntil(state, stage.dueAt);
  return stage.look === 'operation'
    ? { kind: 'observe', publisherId, offerId, ref }
    : { kind: 'inspect', publisherId, offerId };
}

function nextInLane({ request, lane }: GoLive, stage: InLane): Command {
  const { operationId, publisherId, offerId, lane: key = '' } = request;
  const holder = lane?.holder ?? operationId;
  switch (stage.lane) {
    case 'enter':
      return { kind: 'enter-lane', lane: key, operationId };
    case 'check-holder':
      return { kind: 'find-operation', operationId: holder };
    case 'evict':
      return { kind: 'leave-lane', lane: key, operationId: holder };
    case 'supersede': {
      const reason = `Superseded by operation ${operationId}.`;
      return { kind: 'signal-operation', operationId: holder, signal: { kind: 'cancel', reason, notificationEmails: [] } };
    }
    case 'look':
      return { kind: 'inspect', publisherId, offerId };
  }
}

/**
 * The lane passes on at once, whatever Event Grid does. The end is reached when the last event is sent; one that can never
 * be sent does not hold the instance for ever.
 */
function nextAfterEnd(state: GoLive, endedAt: Instant): Command {
  const { request, lane } = state;
  if (lane?.wakes !== undefined) {
    return { kind: 'signal-operation', operationId: lane.wakes, signal: { kind: 'lane-free' } };
  }
  if (lane && !lane.left) {
    const leaveAt = lane.leaveAt ?? state.now;
    if (leaveAt > state.now) return { kind: 'wait', until: Math.min(leaveAt, outboxDueAt(state) ?? leaveAt) };
    return { kind: 'leave-lane', lane: request.lane ?? '', operationId: request.operationId };
  }
  const givenUpAt = after(endedAt, state.request.course.announceSeconds);
  const dueAt = outboxDueAt(state);
  return dueAt === undefined || state.now >= givenUpAt
    ? { kind: 'end' }
    : { kind: 'wait', until: Math.min(dueAt, givenUpAt) };
}

/** Waits for the next thing to do: the stage's own, the outbox's next try, or the deadline. */
function waitUntil(state: GoLive, until: Instant): Command {
  return { kind: 'wait', until: Math.min(until, outboxDueAt(state) ?? until, state.request.course.deadlineAt) };
}
