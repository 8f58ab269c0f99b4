import type { CommandOf } from '../domain/command.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { hasEnded, type TaskHub } from '../platform/task-hub.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  now: number;
  /** Resumes an operation that should be running but is not. */
  resume: (operationId: string) => Promise<unknown>;
}

/**
 * Finds out whether another operation of ours still holds its lane. One that ended without leaving does not, once the
 * effect of its submission shows; one whose orchestration is gone will be resumed, so it does.
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
