import type { CommandOf } from '../domain/command.ts';
import type { Instances } from '../platform/instances.ts';

/** Sends a signal to another operation of ours. Sent twice it means the same; one that is gone needs none. */
export async function signalOperation(
  { operationId, signal }: CommandOf<'signal-operation'>,
  { instances, event }: { instances: Instances; event: string },
): Promise<{ kind: 'raised' }> {
  await instances.raise(operationId, event, signal);
  return { kind: 'raised' };
}
