import type { CommandOf } from '../domain/command.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { WishSignal } from '../platform/record/wishes.ts';
import type { TaskHub } from '../platform/task-hub.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  now: number;
  event: string;
}

/** Sends a signal to another operation of ours. Sending it twice is harmless; one that is gone needs none. */
export async function signalOperation(
  { operationId, signal }: CommandOf<'signal-operation'>,
  { taskHub, record, now, event }: Ports,
): Promise<{ kind: 'raised' }> {
  // A waiting operation enters again by itself; only a wish has to outlive the run that it is sent to.
  const sent = signal.kind === 'lane-free' ? signal : await record.keepWish(operationId, signal, now, wishName(signal));
  await taskHub.raise(operationId, event, sent);
  return { kind: 'raised' };
}

/** An operation that asks for it again and again makes one wish. */
function wishName(signal: WishSignal): string | undefined {
  return signal.kind === 'cancel' && signal.supersededBy !== undefined ? `by-${signal.supersededBy}` : undefined;
}
