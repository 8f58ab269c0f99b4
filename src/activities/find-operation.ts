import type { CommandOf } from '../domain/command.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { hasEnded, type TaskHub } from '../platform/task-hub.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  now: number;
  /** Starts an operation again that should run and does not. */
  resume: (operationId: string) => Promise<unknown>;
}

/**
 * Tells whether another operation of ours still holds its lane: one that has ended and forgotten to leave does not, once
 * what it submitted shows; one whose orchestration is gone goes on, so it does.
 */
export async function findOperation(
  { operationId }: CommandOf<'find-operation'>,
  { taskHub, record, now, resume }: Ports,
): Promise<{ kind: 'alive' | 'gone' }> {
  const instance = await taskHub.find(operationId);
  if (instance && !hasEnded(instance)) return { kind: 'alive' };
  const stored = await record.read(operationId);
  if (stored?.ended) return { kind: now < stored.freeAt ? 'alive' : 'gone' };
  if (!stored && !instance) return { kind: 'gone' };
  await resume(operationId);
  return { kind: 'alive' };
}
