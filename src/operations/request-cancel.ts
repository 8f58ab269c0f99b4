import type { Signal } from '../domain/command.ts';
import { SIGNAL_EVENT } from '../domain/durable-names.ts';
import type { OperationStatus, OperationView } from '../domain/operation.ts';
import type { Instances } from '../platform/instances.ts';
import { readOperation } from './read-operation.ts';

export type CancelRequested =
  | { kind: 'requested'; operation: OperationView }
  | { kind: 'not-found' }
  /** The marketplace no longer cancels it. */
  | { kind: 'too-late' }
  | { kind: 'ended'; status: OperationStatus };

/** Hands the wish to cancel to a running operation. Asked twice it is one cancel. */
export async function requestCancel(
  id: string,
  wish: Omit<Extract<Signal, { kind: 'cancel' }>, 'kind'>,
  instances: Instances,
): Promise<CancelRequested> {
  const before = (await readOperation(id, instances))?.operation;
  if (!before) return { kind: 'not-found' };
  if (isCanceledAlready(before)) return { kind: 'requested', operation: before };
  if (before.phase === 'ended') return { kind: 'ended', status: before.status };
  if (isTooLate(before)) return { kind: 'too-late' };

  const signal: Signal = { kind: 'cancel', ...wish };
  await instances.raise(id, SIGNAL_EVENT, signal);

  // The engine drops a signal for an instance that has ended meanwhile, and says nothing.
  const after = (await readOperation(id, instances))?.operation;
  if (!after) return { kind: 'not-found' };
  if (after.phase === 'ended' && !isCanceledAlready(after)) return { kind: 'ended', status: after.status };
  return { kind: 'requested', operation: after };
}

/** Asked for before, and not refused. */
function isCanceledAlready({ cancellation }: OperationView): boolean {
  return cancellation !== undefined && cancellation.state !== 'tooLate';
}

/** The marketplace operation is over and nothing shows what came of it: a cancel ends the waiting for that. */
const UNCONFIRMED = ['LiveNotConfirmed', 'OperationNotFound'] as const;

/**
 * What somebody else started is not canceled but left alone, which is always possible. A wish that was refused may be
 * asked for again: the marketplace's answer may have changed.
 */
function isTooLate({ marketplace, joined, attention }: OperationView): boolean {
  if (joined || UNCONFIRMED.some((code) => code === attention?.code)) return false;
  return marketplace?.cancelable === false;
}
