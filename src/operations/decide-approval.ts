import type { Principal } from '../domain/actor.ts';
import type { Identified } from '../domain/caller.ts';
import type { Decision, OperationStatus, OperationView } from '../domain/operation.ts';
import type { Phase } from '../domain/phase.ts';
import type { WishSignal } from '../platform/record/wishes.ts';
import { readOperation } from './read-operation.ts';
import { sendWish, type WishPorts } from './send-wish.ts';

interface Decided {
  decision: Decision;
  reason?: string | undefined;
}

export type ApprovalDecided =
  | { kind: 'decided'; operation: OperationView }
  | { kind: 'not-found' }
  | { kind: 'ended'; status: OperationStatus }
  | { kind: 'not-awaiting'; phase: Phase }
  /** The requester may not approve this operation. */
  | { kind: 'own-request' }
  /** The operation names its approvers, and the caller is not one of them. */
  | { kind: 'other-approvers'; approvers: readonly string[]; publisherId: string };

/** Hands a person's decision to an operation that waits for approvals. Sending it twice is one decision. */
export async function decideApproval(
  id: string,
  { principal: approver, roles }: Identified,
  decided: Decided,
  ports: WishPorts,
): Promise<ApprovalDecided> {
  const operation = await readOperation(id, ports);
  if (!operation) return { kind: 'not-found' };
  if (isDecidedAlready(operation, approver, decided)) return { kind: 'decided', operation };
  if (operation.phase === 'ended') return { kind: 'ended', status: operation.status };
  if (operation.phase !== 'awaiting-approval') return { kind: 'not-awaiting', phase: operation.phase };
  if (decided.decision === 'approve' && isOwn(operation, approver)) return { kind: 'own-request' };
  const approvers = operation.approval?.approvers ?? [];
  if (decided.decision === 'approve' && !isNamed(approvers, approver, roles)) {
    return { kind: 'other-approvers', approvers, publisherId: operation.publisherId };
  }

  const { id: principalId, name } = approver;
  const { decision, reason } = decided;
  const signal: WishSignal = {
    kind: 'approval',
    principalId,
    ...(name !== undefined && { name }),
    decision,
    ...(reason !== undefined && { reason }),
  };
  const after = await sendWish(id, signal, (shown) => isDecidedAlready(shown, approver, decided), ports);
  if (!after) return { kind: 'not-found' };
  if (isDecidedAlready(after, approver, decided)) return { kind: 'decided', operation: after };
  // The decision came too late: the approval had expired, or somebody else had ended the operation.
  if (after.phase === 'ended') return { kind: 'ended', status: after.status };
  return after.phase === 'awaiting-approval'
    ? { kind: 'decided', operation: after }
    : { kind: 'not-awaiting', phase: after.phase };
}

function isDecidedAlready({ approval }: OperationView, { id }: Principal, { decision }: Decided): boolean {
  return approval?.decisions.some((one) => one.principalId === id && one.decision === decision) ?? false;
}

function isOwn({ approval, requestedBy }: OperationView, { id }: Principal): boolean {
  return approval?.distinctFromRequester === true && requestedBy?.kind === 'principal' && requestedBy.id === id;
}

/** Whether the approver is named, by a role value spelled exactly alike or by the person's id. */
function isNamed(approvers: readonly string[], { id }: Principal, roles: readonly string[]): boolean {
  if (approvers.length === 0) return true;
  return approvers.some((each) => roles.includes(each) || each.toLowerCase() === id.toLowerCase());
}
