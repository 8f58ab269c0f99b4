import { nameOf } from './actor.ts';
import { goodLook } from './attention.ts';
import { judgeVersions } from './checking.ts';
import type { Interrupted, Signal } from './command.ts';
import { fail } from './ending.ts';
import type { GoLive } from './go-live.ts';
import type { GoLiveRequest } from './go-live-request.ts';
import { after, type Instant } from './instant.ts';
import type { InspectOutcome } from './observation.ts';
import { transition } from './outbox.ts';
import { enter } from './queueing.ts';
import type { Stage } from './stage.ts';
import { troubled } from './trouble.ts';
import { unreachable } from './unreachable.ts';

/** The initial state of a go-live. */
export function begin(request: GoLiveRequest, now: Instant): GoLive {
  const accepted = transition(
    {
      request,
      stage: { phase: 'scheduled', until: request.notBefore ?? now },
      now,
      lastUpdatedAt: now,
      sequence: 0,
      outbox: { transitions: [], published: 0, dueAt: now, consecutiveFailures: 0 },
      checks: 0,
      submitted: 'no',
      submission: { attempts: 0, provenAt: now },
      approvals: [],
    },
    'accepted',
    request.requestedBy,
  );
  return request.notBefore !== undefined && now < request.notBefore
    ? transition(accepted, 'scheduled')
    : passSchedule(accepted);
}

/** Opens or closes the gates whose time has come. */
export function applyTime(state: GoLive): GoLive {
  switch (state.stage.phase) {
    case 'scheduled':
      return state.stage.until === undefined || state.now < state.stage.until ? state : passSchedule(state);
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

/** Takes in one person's decision, announced once. Each person's newest counts; one rejection ends the go-live. */
export function applyApproval(state: GoLive, signal: Extract<Signal, { kind: 'approval' }>): GoLive {
  const { approval } = state.request;
  if (state.stage.phase !== 'awaiting-approval' || !approval) return state;
  // Taken in late (the host was away): whether it was given in time is not known, and an approval must be.
  if (state.now >= state.stage.expiresAt) return state;
  const { kind: _, wish: __, ...decision } = signal;
  const { principalId: id, name } = decision;
  const principal = { kind: 'principal' as const, id, ...(name !== undefined && { name }) };
  if (decision.decision === 'approve' && approval.distinctFromRequester) {
    // The requester may reject, as anybody may, but not approve.
    if (decision.principalId === requesterId(state.request)) return state;
  }
  if (decision.decision === 'approve' && hasApproved(state, id)) return state;
  const others = state.approvals.filter(({ principalId }) => principalId !== decision.principalId);
  const decided: GoLive = { ...state, approvals: [...others, { ...decision, at: state.now }] };
  if (decision.decision === 'reject') {
    const who = nameOf(principal);
    const why = decision.reason === undefined ? 'without a reason' : `because: ${decision.reason}`;
    return fail(decided, { code: 'ApprovalRejected', message: `Rejected by ${who} ${why}.` }, principal);
  }
  return approvers(decided) < approval.required
    ? transition(decided, 'approval-given', principal)
    : enter(transition(decided, 'approved', principal));
}

function passSchedule(state: GoLive): GoLive {
  const { approval } = state.request;
  if (!approval) return enter(state);
  const { expiresAfterSeconds } = approval;
  return { ...state, stage: { phase: 'scheduled', expiresAfterSeconds, dueAt: state.now, consecutiveFailures: 0 } };
}

/** Takes in the look before the approval, so that people approve the version that is in preview now. */
export function applyLookBeforeApproval(
  state: GoLive,
  stage: Extract<Stage, { phase: 'scheduled'; until?: undefined }>,
  result: InspectOutcome | Interrupted,
): GoLive {
  // Nobody has been asked to decide yet, so even a refusal may wait until somebody corrects its cause.
  if (result.kind !== 'inspected') return troubled(state, stage, result);
  const judged = judgeVersions(state, result.offer);
  if (judged.kind === 'ended') return judged.state;
  const expiresAt = after(state.now, stage.expiresAfterSeconds);
  const asked: GoLive = {
    ...goodLook(state),
    approvedVersion: judged.preview.version,
    stage: { phase: 'awaiting-approval', expiresAt },
  };
  return transition(asked, 'approval-requested');
}

/** Id of the principal that made the request; undefined when no principal did. */
function requesterId({ requestedBy }: GoLiveRequest): string | undefined {
  return requestedBy?.kind === 'principal' ? requestedBy.id : undefined;
}

function hasApproved({ approvals }: GoLive, id: string): boolean {
  return approvals.some(({ principalId, decision }) => principalId === id && decision === 'approve');
}

function approvers({ approvals }: GoLive): number {
  return approvals.filter(({ decision }) => decision === 'approve').length;
}
