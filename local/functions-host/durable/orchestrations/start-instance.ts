import { randomUUID } from 'node:crypto';
import type { EngineParts } from '../engine-parts.ts';
import { type ExecutionStarted, eventBase } from '../history-event.ts';
import type { TraceContext } from '../store/instances.ts';

export interface NewInstance {
  id: string;
  name: string;
  version: string | null;
  /** JSON text. */
  input: string | null;
  trace: TraceContext | undefined;
}

/** A new id in the form that .NET gives to instances and to the later executions of one. */
export function newId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Stores a new instance, replacing any instance with the same id; must be called within a journal write. */
export function startInstance({ store, clock }: EngineParts, start: NewInstance): void {
  const { id } = start;
  const now = clock();
  const executionId = randomUUID();
  store.history.remove(id);
  store.inbox.clear(id);
  store.instances.put({
    ...start,
    executionId,
    status: 'Pending',
    output: null,
    customStatus: null,
    createdAt: now,
    updatedAt: now,
  });
  store.inbox.send({ to: id, body: executionStarted({ ...start, executionId }, now), dueAt: now });
}

/** The first event of every execution. */
export function executionStarted(
  { id, executionId, name, version, input }: Omit<NewInstance, 'trace'> & { executionId: string },
  now: number,
): ExecutionStarted {
  return {
    ...eventBase('ExecutionStarted', now),
    Name: name,
    Input: input,
    Version: version,
    OrchestrationInstance: { InstanceId: id, ExecutionId: executionId },
    ParentInstance: null,
    Tags: null,
  };
}
