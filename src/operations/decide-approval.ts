import type { Signal } from '../domain/command.ts';
import { SIGNAL_EVENT } from '../domain/durable-names.ts';
import type { GoLiveRequest } from '../domain/go-live-request.ts';
import type { Decision, OperationStatus, OperationView } from '../domain/operation.ts';
import type { Phase } from '../domain/phase.ts';
import type { Instances } from '../platform/instances.ts';
import { readOperation } from './read-operation.ts';

/** Who decides: the authenticated caller. */
interface Approver {
  id: string;
  name?: string;
}

interface Decided {
  decision: Decision;
  reason?: string | undefined;
}

export type ApprovalDecided =
  | { kind: 'decided'; operation: OperationView }
  | { kind: 'not-found' }
  | { kind: 'ended'; status: OperationStatus }
  | { kind: 'not-awaiting'; phase: Phase }
  /** The operation wants another person than the one who asked for it. */
  | { kind: 'own-request' };

/** Hands a person's decision to an operation that waits for approvals. Sent twice it is one decision. */
export async function decideApproval(
  id: string,
  approver: Approver,
  decided: Decided,
  instances: Instances,
): Promise<ApprovalDecided> {
  const before = await readOperation(id, instances);
  if (!before) return { kind: 'not-found' };
  const { operation, request } = before;
  if (isDecidedAlready(operation, approver, decided)) return { kind: 'decided', operation };
  if (operation.phase === 'ended') return { kind: 'ended', status: operation.status };
  if (operation.phase !== 'awaiting-approval') return { kind: 'not-awaiting', phase: operation.phase };
  if (decided.decision === 'approve' && isOwn(request, approver)) return { kind: 'own-request' };

  const { id: principalId, name } = approver;
  const { decision, reason } = decided;
  const signal: Signal = {
    kind: 'approval',
    principalId,
    ...(name !== undefined && { name }),
    decision,
    ...(reason !== undefined && { reason }),
  };
  await instances.raise(id, SIGNAL_EVENT, signal);
  const after = await readOperation(id, instances);
  return after ? { kind: 'decided', operation: after.operation } : { kind: 'not-found' };
}

function isDecidedAlready({ approval }: OperationView, { id }: Approver, { decision }: Decided): boolean {
  return approval?.decisions.some((one) => one.principalId === id && one.decision === decision) ?? false;
}

function isOwn(request: GoLiveRequest | undefined, { id }: Approver): boolean {
  return request?.approval?.distinctFromRequester === true && request.requestedBy === id;
}
