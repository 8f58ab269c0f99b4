import type { Signal } from '../domain/command.ts';
import type { OperationStatus, OperationView } from '../domain/operation.ts';
import { isTooLateToCancel } from '../domain/possible-wishes.ts';
import type { WishSignal } from '../platform/record/wishes.ts';
import { readOperation } from './read-operation.ts';
import { sendWish, type WishPorts } from './send-wish.ts';

export type CancelRequested =
  | { kind: 'requested'; operation: OperationView }
  | { kind: 'not-found' }
  /** The marketplace no longer cancels it. */
  | { kind: 'too-late' }
  | { kind: 'ended'; status: OperationStatus };

/** Hands the wish to cancel to a running operation. Asking twice is one cancel. */
export async function requestCancel(
  id: string,
  wish: Omit<Extract<Signal, { kind: 'cancel' }>, 'kind'>,
  ports: WishPorts,
): Promise<CancelRequested> {
  const before = await readOperation(id, ports);
  if (!before) return { kind: 'not-found' };
  if (isCanceledAlready(before)) return { kind: 'requested', operation: before };
  if (before.phase === 'ended') return { kind: 'ended', status: before.status };
  if (isTooLate(before)) return { kind: 'too-late' };

  const signal: WishSignal = { kind: 'cancel', ...wish };
  const after = await sendWish(id, signal, isCanceledAlready, ports);
  if (!after) return { kind: 'not-found' };
  if (after.phase === 'ended' && !isCanceledAlready(after)) return { kind: 'ended', status: after.status };
  return { kind: 'requested', operation: after };
}

/** Whether a cancel was asked for before and was not refused. */
function isCanceledAlready({ cancellation }: OperationView): boolean {
  return cancellation !== undefined && cancellation.state !== 'tooLate';
}

/** A wish that was refused may be asked for again: the marketplace's answer may have changed. */
function isTooLate({ phase, marketplace, joined, attention }: OperationView): boolean {
  return isTooLateToCancel({ phase, joined, cancelable: marketplace?.cancelable, attention: attention?.code });
}
