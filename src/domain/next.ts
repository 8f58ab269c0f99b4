import { askedFor } from './cancellation.ts';
import type { Command } from './command.ts';
import { type FollowingStage, followed } from './following.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { isAnnouncementDue, outboxDueAt } from './outbox.ts';
import { placeOf } from './queueing.ts';
import type { InLane, Stage } from './stage.ts';
import { unreachable } from './unreachable.ts';

/** What the shell must do next; the state already holds everything that led here. */
export function next(state: GoLive): Command {
  if (state.takenOver) return { kind: 'end' };
  const { stage } = state;
  const offer = offerOf(state);
  // The lane comes first: announcing may have to wait for Event Grid, and others must not overtake meanwhile.
  const isEntering = stage.phase === 'queued' && stage.laneKey !== undefined && stage.next === 'enter' && !state.place;
  if (isEntering && stage.dueAt <= state.now) return nextInLane(state, stage);
  if (isAnnouncementDue(state)) return { kind: 'announce', checkpoint: state };
  switch (stage.phase) {
    case 'scheduled':
      if (stage.until !== undefined) return waitUntil(state, stage.until);
      return stage.dueAt > state.now ? waitUntil(state, stage.dueAt) : { kind: 'inspect', ...offer };
    case 'awaiting-approval':
      return waitUntil(state, stage.expiresAt);
    case 'queued':
      if (stage.dueAt <= state.now && stage.laneKey !== undefined) return nextInLane(state, stage);
      return stage.dueAt > state.now ? waitUntil(state, stage.dueAt) : lookBeforeSubmission(state);
    case 'checking':
      return stage.dueAt > state.now ? waitUntil(state, stage.dueAt) : lookBeforeSubmission(state);
    case 'settling':
      return stage.dueAt > state.now ? waitUntil(state, stage.dueAt) : nextSettlingLook(state, stage);
    case 'submitting':
      return nextSubmission(state, stage);
    case 'publishing':
    case 'canceling':
      return nextWhileFollowing(state, stage);
    case 'ended':
      return nextAfterEnd(state, stage.endedAt);
    default:
      return unreachable(stage);
  }
}

/** The offer, and the marketplace API to reach it through. */
function offerOf({ request: { publisherId, offerId, api } }: GoLive) {
  return { publisherId, offerId, ...(api !== undefined && { api }) };
}

/** The last look before a marketplace operation is followed also brings what the record knows of earlier go-lives. */
function lookBeforeSubmission(state: GoLive): Command {
  return { kind: 'inspect', ...offerOf(state), ...(!state.history && { withHistory: true }) };
}

function nextSubmission(state: GoLive, { intent }: Extract<Stage, { phase: 'submitting' }>): Command {
  const { request, cancellation, submission } = state;
  return {
    kind: 'submit',
    ...offerOf(state),
    checkpoint: state,
    intent,
    settleSeconds: request.terms.settleSeconds,
    untaken: submission.untaken ?? [],
    ...(cancellation && { withheld: true }),
  };
}

/** A publish that was waiting and has ended since is in no list, so it is read by its id. */
function nextSettlingLook(state: GoLive, { unsettled }: Extract<Stage, { phase: 'settling' }>): Command {
  const watched = unsettled.intent.before.running.map(({ operationId, ref }) => ({ operationId, ref }));
  return { kind: 'inspect', ...offerOf(state), ...(watched.length > 0 && { watched }) };
}

function nextWhileFollowing(state: GoLive, stage: FollowingStage): Command {
  const offer = offerOf(state);
  const { operationId, ref, version } = followed(state);
  if (stage.phase === 'canceling' && stage.next === 'send') {
    return {
      kind: 'cancel',
      ...offer,
      operationId,
      version,
      ref,
      notificationEmails: askedFor(state).notificationEmails,
    };
  }
  if (stage.dueAt > state.now) return waitUntil(state, stage.dueAt);
  return stage.looksAt === 'operation' ? { kind: 'observe', ...offer, ref } : { kind: 'inspect', ...offer };
}

function nextInLane(state: GoLive, stage: InLane): Command {
  const { operationId } = state.request;
  switch (stage.next) {
    case 'enter':
      return { kind: 'enter-lane', laneKey: stage.laneKey, operationId, acceptedAt: state.request.requestedAt };
    case 'check-holder':
      return { kind: 'find-operation', operationId: placeOf(state).holder };
    case 'evict':
      return { kind: 'leave-lane', laneKey: stage.laneKey, operationId: placeOf(state).holder };
    case 'supersede': {
      const reason = `Superseded by operation ${operationId}.`;
      const by = { kind: 'operation' as const, id: operationId };
      const signal = { kind: 'cancel' as const, by, reason, notificationEmails: [], supersededBy: operationId };
      return { kind: 'signal-operation', operationId: placeOf(state).holder, signal };
    }
    case 'look':
      return { kind: 'inspect', ...offerOf(state) };
  }
}

/**
 * R13: the lane passes on by the clock, whatever Event Grid does and whatever looks show: once the effect of our POSTs
 * is visible to the next operation. The end is reached when the last event is sent and the lane is left; undeliverable
 * events keep the instance running only until `announceSeconds` have passed.
 */
function nextAfterEnd(state: GoLive, endedAt: Instant): Command {
  const { request, place, now, submission } = state;
  if (place?.wakes !== undefined) {
    return { kind: 'signal-operation', operationId: place.wakes, signal: { kind: 'lane-free' } };
  }
  const leaveAt = place && !place.left ? Math.max(place.leaveAt ?? now, submission.provenAt) : undefined;
  if (place && leaveAt !== undefined && leaveAt <= now) {
    return { kind: 'leave-lane', laneKey: place.laneKey, operationId: request.operationId };
  }
  const givenUpAt = after(endedAt, request.terms.announceSeconds);
  const dues = [leaveAt, outboxDueAt(state)].filter((due) => due !== undefined);
  return dues.length === 0 || now >= givenUpAt
    ? { kind: 'end' }
    : { kind: 'wait', until: Math.min(...dues, givenUpAt) };
}

/** Waits for the next thing to do: the stage's own, the outbox's next try, or the deadline. */
function waitUntil(state: GoLive, until: Instant): Command {
  return { kind: 'wait', until: Math.min(until, outboxDueAt(state) ?? until, state.request.terms.deadlineAt) };
}
