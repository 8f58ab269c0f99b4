import type { Asked, AssertedEnding, LookWish, RefusedEnding } from './asked.ts';
import { adviceFor } from './attention-advice.ts';
import { estimateOf } from './estimate.ts';
import type { GoLive } from './go-live.ts';
import type { ApprovalPolicy } from './go-live-request.ts';
import { type Instant, toRfc3339 } from './instant.ts';
import type { OperationStatus, OperationView, StepView } from './operation.ts';
import type { Stage } from './stage.ts';
import type { StepTimes } from './step-times.ts';
import { unreachable } from './unreachable.ts';

/** A go-live as the API, the events and the pages show it. */
export function viewOf(state: GoLive): OperationView {
  const { request, stage, marketplace, attention, cancellation } = state;
  const behind = behindOf(state);
  const estimate = estimateOf(state);
  return {
    id: request.operationId,
    status: statusOf(stage),
    phase: stage.phase,
    publisherId: request.publisherId,
    offerId: request.offerId,
    ...(request.api !== undefined && { api: request.api }),
    createdAt: toRfc3339(request.requestedAt),
    ...(request.requestedBy && { requestedBy: request.requestedBy }),
    lastUpdatedAt: toRfc3339(state.lastUpdatedAt),
    ...(stage.phase === 'ended' && { endedAt: toRfc3339(stage.endedAt) }),
    ...(request.notBefore !== undefined && { notBefore: toRfc3339(request.notBefore) }),
    deadline: toRfc3339(request.terms.deadlineAt),
    sequence: state.sequence,
    ...(request.labels && { labels: request.labels }),
    ...('dueAt' in stage && { nextCheckAt: toRfc3339(stage.dueAt) }),
    ...(stage.phase === 'queued' &&
      stage.laneKey !== undefined &&
      state.place && { queuePosition: state.place.position }),
    ...(behind && { behind }),
    checks: state.checks,
    ...(marketplace && { marketplace: marketplaceView(marketplace) }),
    ...(estimate && { estimate }),
    ...(attention && { attention: attentionView(state, attention) }),
    ...(request.approval && { approval: approvalView(state, request.approval) }),
    ...(cancellation && {
      cancellation: {
        requestedAt: toRfc3339(cancellation.requestedAt),
        ...(cancellation.reason !== undefined && { reason: cancellation.reason }),
        state: cancellation.state,
        ...(stage.phase === 'ended' && stage.end.status === 'Canceled' && { message: stage.end.message }),
      },
    }),
    ...(cancellation?.by && { canceledBy: cancellation.by }),
    ...(state.ending && endingView(stage, state.ending)),
    ...(state.refusedEnding && { refusedEnding: refusedEndingView(state.refusedEnding) }),
    ...(state.lookWish && { look: lookView(state.lookWish) }),
    ...(state.deadlineChange && { deadlineChange: askedView(state.deadlineChange) }),
    ...(state.joined && { joined: true }),
    ...(state.adopted && { adopted: true }),
    ...endView(state),
    ...(request.links && { links: request.links }),
  };
}

function statusOf(stage: Stage): OperationStatus {
  switch (stage.phase) {
    case 'scheduled':
    case 'awaiting-approval':
    case 'queued':
      return 'NotStarted';
    case 'ended':
      return stage.end.status;
    case 'checking':
    case 'submitting':
    case 'settling':
    case 'publishing':
    case 'canceling':
      return 'Running';
    default:
      return unreachable(stage);
  }
}

function marketplaceView(tracked: NonNullable<GoLive['marketplace']>): OperationView['marketplace'] {
  const { operationId, version, since, observed, stepTimes = {} } = tracked;
  return {
    operationId,
    status: observed?.status ?? 'submitted',
    version,
    ...(observed?.cancelable !== undefined && { cancelable: observed.cancelable }),
    since: toRfc3339(since),
    steps: (observed?.steps ?? []).map(({ estimateSeconds: _, ...step }) => ({
      ...step,
      ...shown(stepTimes[step.id]),
    })),
  };
}

function shown({ startedAt, endedAt }: StepTimes = {}): Pick<StepView, 'startedAt' | 'endedAt'> {
  const moment = (name: string, at: Instant | undefined) => at !== undefined && { [name]: toRfc3339(at) };
  return { ...moment('startedAt', startedAt), ...moment('endedAt', endedAt) };
}

/** What has to end before it goes on. */
function behindOf({ stage, place }: GoLive): OperationView['behind'] {
  if (stage.phase !== 'queued') return undefined;
  if (stage.laneKey !== undefined) return place && place.position > 0 ? { operationId: place.holder } : undefined;
  return { marketplaceOperationId: stage.behind };
}

function attentionView(
  { stage, joined, marketplace }: GoLive,
  { code, message, since }: NonNullable<GoLive['attention']>,
): OperationView['attention'] {
  const standing = { phase: stage.phase, joined, cancelable: marketplace?.observed?.cancelable };
  return { code, message, since: toRfc3339(since), ...adviceFor(code, standing) };
}

function endingView(stage: Stage, ending: AssertedEnding): Pick<OperationView, 'ending' | 'endedBy'> {
  const { requestedAt, by, as, reason } = ending;
  const known = stage.phase === 'ended' && stage.end.status === 'Canceled' && { message: stage.end.message };
  return { ending: { requestedAt: toRfc3339(requestedAt), as, reason, ...known }, endedBy: by };
}

function refusedEndingView({ requestedAt, ...ending }: RefusedEnding): OperationView['refusedEnding'] {
  return { requestedAt: toRfc3339(requestedAt), ...ending };
}

function lookView({ reason, ...asked }: LookWish): NonNullable<OperationView['look']> {
  return { ...askedView(asked), ...(reason !== undefined && { reason }) };
}

function askedView({ requestedAt, by }: Asked): NonNullable<OperationView['deadlineChange']> {
  return { requestedAt: toRfc3339(requestedAt), by };
}

function approvalView(
  state: GoLive,
  { required, approvers, distinctFromRequester }: ApprovalPolicy,
): OperationView['approval'] {
  return {
    required,
    ...(approvers && { approvers }),
    ...(state.approvedVersion !== undefined && { version: state.approvedVersion }),
    ...(distinctFromRequester && { distinctFromRequester }),
    ...(state.stage.phase === 'awaiting-approval' && { expiresAt: toRfc3339(state.stage.expiresAt) }),
    decisions: state.approvals.map((approval) => ({ ...approval, at: toRfc3339(approval.at) })),
  };
}

function endView({ stage }: GoLive): Pick<OperationView, 'result' | 'error'> {
  if (stage.phase !== 'ended') return {};
  const { end } = stage;
  switch (end.status) {
    case 'Succeeded':
      return {
        result: {
          liveLinks: [...end.liveLinks],
          version: end.version,
          ...(end.alreadyLive && { alreadyLive: true }),
          ...(end.replacedBy !== undefined && { replacedBy: end.replacedBy }),
          ...(end.assertedBy && { confirmed: false, assertedBy: end.assertedBy }),
        },
      };
    case 'Failed':
      return { error: end.error };
    case 'Canceled':
      return {};
  }
}
