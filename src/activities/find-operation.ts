import type { CommandOf } from '../domain/command.ts';
import { hasEnded, type Instances } from '../platform/instances.ts';

/** Tells whether another operation of ours still lives: one that has ended, was terminated or was purged does not. */
export async function findOperation(
  { operationId }: CommandOf<'find-operation'>,
  { instances }: { instances: Instances },
): Promise<{ kind: 'alive' | 'gone' }> {
  const instance = await instances.find(operationId);
  return { kind: instance === undefined || hasEnded(instance) ? 'gone' : 'alive' };
}
