import type { Signal } from './command.ts';
import { fail } from './ending.ts';
import type { GoLive } from './go-live.ts';
import type { GoLiveRequest } from './go-live-request.ts';
import { after, type Instant } from './instant.ts';
import { transition } from './outbox.ts';
import { enter } from './queueing.ts';
import { unreachable } from './unreachable.ts';

/** A go-live at its start. */
export function begin(request: GoLiveRequest, now: Instant): GoLive {
  const accepted = transition(
    {
      request,
      stage: { phase: 'scheduled', until: request.notBefore ?? now },
      now,
      lastUpdatedAt: now,
      sequence: 0,
      outbox: { transitions: [], dueAt: now, failures: 0, triedThrough: 0 },
      checks: 0,
      submission: { attempts: 0, absent: 0, seen: [] },
      approvals: [],
    },
    'accepted',
  );
  return request.notBefore !== undefined && now < request.notBefore
    ? transition(accepted, 'scheduled')
    : passSchedule(accepted);
}

/** Time has passed: opens the gate that it opens, closes the one that it closes. */
export function applyTime(state: GoLive): GoLive {
  switch (state.stage.phase) {
    case 'scheduled':
      return state.now < state.stage.until ? state : passSchedule(state);
    case 'awaiting-approval':
      return state.now < state.stage.expiresAt
        ? state
        : fail(state, {
            code: 'ApprovalExpired',
            message: `Approved by ${approvers(state)} of ${state.request.approval?.required} within the time allowed.`,
          });
    case 'queued':
    case 'checking':
    case 'submitting':
    case 'settling':
    case 'publishing':
    case 'canceling':
    case 'ended':
      return state;
    default:
      return unreachable(state.stage);
  }
}

/** One person's decision. The newest of each person counts; one rejection ends the go-live. */
export function applyApproval(state: GoLive, signal: Extract<Signal, { kind: 'approval' }>): GoLive {
  const { approval } = state.request;
  if (state.stage.phase !== 'awaiting-approval' || !approval) return state;
  // Taken in late (the host was away): whether it was given in time is not known, and an approval must be.
  if (state.now >= state.stage.expiresAt) return state;
  const { kind: _, ...decision } = signal;
  if (decision.decision === 'approve' && approval.distinctFromRequester) {
    // Who asked may object, as anybody may.
    if (decision.principalId === state.request.requestedBy) return state;
  }
  const others = state.approvals.filter(({ principalId }) => principalId !== decision.principalId);
  const decided: GoLive = { ...state, approvals: [...others, { ...decision, at: state.now }] };
  if (decision.decision === 'reject') {
    const who = decision.name ?? decision.principalId;
    const why = decision.reason === undefined ? 'without a reason' : `because: ${decision.reason}`;
    return fail(decided, { code: 'ApprovalRejected', message: `Rejected by ${who} ${why}.` });
  }
  return approvers(decided) < approval.required ? decided : enter(transition(decided, 'approved'));
}

function passSchedule(state: GoLive): GoLive {
  const { approval } = state.request;
  if (!approval) return enter(state);
  const expiresAt = after(state.now, approval.expiresAfterSeconds);
  return transition({ ...state, stage: { phase: 'awaiting-approval', expiresAt } }, 'approval-requested');
}

function approvers({ approvals }: GoLive): number {
  return approvals.filter(({ decision }) => decision === 'approve').length;
}
