import { endAsAsserted } from './asserted-end.ts';
import { applyCancelAnswer, mayCancel, requestCancel } from './cancellation.ts';
import { applyInspection } from './checking.ts';
import type { LaneOutcome, Outcome, Signal } from './command.ts';
import { applyConfirmation } from './confirmation.ts';
import { changeDeadline } from './deadline-change.ts';
import { giveUp } from './ending.ts';
import type { FollowingStage } from './following.ts';
import { applyApproval, applyLookBeforeApproval, applyTime } from './gates.ts';
import type { GoLive } from './go-live.ts';
import type { Instant } from './instant.ts';
import { lookNow } from './look-now.ts';
import { measured } from './measure.ts';
import { applyAnnouncement } from './outbox.ts';
import { applyObservation } from './publishing.ts';
import { applyLane, applyLeaving, applyLookToJoin, wake } from './queueing.ts';
import { applySettlingLook } from './settling.ts';
import { applySubmission } from './submission.ts';
import { unreachable } from './unreachable.ts';

/** Takes in what came back, at `now` by the orchestration's clock. The only place where a go-live changes. */
export function apply(state: GoLive, outcome: Outcome, now: Instant): GoLive {
  // The command was given at `state.now`, so a look cannot have begun before that moment.
  const lookedAt = state.now;
  const current: GoLive = { ...state, now: Math.max(now, state.now) };
  return measured(state, giveUpAtDeadline(applyTime(take(current, outcome, lookedAt))));
}

function take(state: GoLive, outcome: Outcome, lookedAt: Instant): GoLive {
  switch (outcome.kind) {
    case 'announce':
      return applyAnnouncement(state, outcome.result, lookedAt);
    case 'inspect':
      return inspected(withHistory({ ...state, checks: state.checks + 1 }, outcome.result), outcome.result, lookedAt);
    case 'observe':
      return isFollowing(state.stage)
        ? mayCancel(applyObservation({ ...state, checks: state.checks + 1 }, state.stage, outcome.result, lookedAt))
        : state;
    case 'submit':
      return state.stage.phase === 'submitting' ? submitted(state, state.stage, outcome.result) : state;
    case 'cancel':
      return isFollowing(state.stage) ? applyCancelAnswer(state, state.stage, outcome.result) : state;
    case 'enter-lane':
    case 'leave-lane':
    case 'find-operation':
    case 'signal-operation':
      return laneAnswered(state, outcome);
    case 'signaled':
      return signaled(state, outcome.signal);
    case 'timed-out':
      return state;
    default:
      return unreachable(outcome);
  }
}

function submitted(
  state: GoLive,
  stage: Extract<GoLive['stage'], { phase: 'submitting' }>,
  result: Extract<Outcome, { kind: 'submit' }>['result'],
): GoLive {
  return result.kind === 'taken-over' ? { ...state, takenOver: true } : applySubmission(state, stage, result);
}

function withHistory(state: GoLive, result: Extract<Outcome, { kind: 'inspect' }>['result']): GoLive {
  const history = result.kind === 'interrupted' ? undefined : result.history;
  return history ? { ...state, history } : state;
}

function inspected(state: GoLive, result: Extract<Outcome, { kind: 'inspect' }>['result'], lookedAt: Instant): GoLive {
  const { stage } = state;
  switch (stage.phase) {
    case 'queued':
      return stage.laneKey !== undefined
        ? applyLookToJoin(state, stage, result)
        : applyInspection(state, stage, result, lookedAt);
    case 'checking':
      return applyInspection(state, stage, result, lookedAt);
    case 'settling':
      return applySettlingLook(state, stage, result, lookedAt);
    case 'publishing':
    case 'canceling':
      return applyConfirmation(state, stage, result, lookedAt);
    case 'scheduled':
      return stage.until === undefined ? applyLookBeforeApproval(state, stage, result) : state;
    case 'awaiting-approval':
    case 'submitting':
    case 'ended':
      return state;
    default:
      return unreachable(stage);
  }
}

function laneAnswered(state: GoLive, outcome: LaneOutcome): GoLive {
  const { stage } = state;
  if (stage.phase === 'ended') return applyLeaving(state, outcome);
  return stage.phase === 'queued' && stage.laneKey !== undefined ? applyLane(state, stage, outcome) : state;
}

/** How many wishes are remembered. An older one that arrives again is taken in a second time, which is harmless. */
const MAX_WISHES = 50;

function signaled(before: GoLive, signal: Signal): GoLive {
  const wish = 'wish' in signal ? signal.wish : undefined;
  if (wish !== undefined && before.wishes?.includes(wish)) return before;
  const state =
    wish === undefined ? before : { ...before, wishes: [...(before.wishes ?? []), wish].slice(-MAX_WISHES) };
  switch (signal.kind) {
    case 'cancel':
      return requestCancel(state, signal);
    case 'approval':
      return applyApproval(state, signal);
    case 'end':
      return endAsAsserted(state, signal);
    case 'look':
      return lookNow(state, signal);
    case 'deadline':
      return changeDeadline(state, signal);
    case 'lane-free':
      return wake(state);
    default:
      return unreachable(signal);
  }
}

function isFollowing(stage: GoLive['stage']): stage is FollowingStage {
  return stage.phase === 'publishing' || stage.phase === 'canceling';
}

function giveUpAtDeadline(state: GoLive): GoLive {
  const { stage, now, request } = state;
  // While a POST is under way, the last message could not state what was submitted: its answer comes first.
  if (stage.phase === 'ended' || stage.phase === 'submitting') return state;
  return now < request.terms.deadlineAt ? state : giveUp(state);
}
