import { SIGNAL_EVENT } from '../domain/durable-names.ts';
import type { OperationView } from '../domain/operation.ts';
import type { WishSignal } from '../platform/record/wishes.ts';
import { type ReadPorts, readOperation } from './read-operation.ts';

export interface WishPorts extends ReadPorts {
  sleep: (ms: number) => Promise<unknown>;
}

/** The effect of a wish shows within a moment, or after the call that is under way: two seconds are waited for it. */
const LOOKS_AFTER_MS = [50, 100, 150, 300, 600, 800] as const;

/**
 * Records a wish and hands it to the running operation; an operation that does not run is resumed with it. Returns the
 * operation once the wish shows in it, or after two seconds.
 */
export async function sendWish(
  id: string,
  signal: WishSignal,
  hasEffect: (operation: OperationView) => boolean,
  ports: WishPorts,
): Promise<OperationView | undefined> {
  const named = await ports.record.keepWish(id, signal, ports.now);
  await ports.taskHub.raise(id, SIGNAL_EVENT, named);
  let operation = await readOperation(id, ports);
  for (const ms of LOOKS_AFTER_MS) {
    if (!operation || operation.phase === 'ended' || hasEffect(operation)) break;
    await ports.sleep(ms);
    operation = await readOperation(id, ports);
  }
  return operation;
}
