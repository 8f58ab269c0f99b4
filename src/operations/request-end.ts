import type { Signal } from '../domain/command.ts';
import type { OperationView } from '../domain/operation.ts';
import { mayBeEnded } from '../domain/possible-wishes.ts';
import { readOperation } from './read-operation.ts';
import { sendWish, type WishPorts } from './send-wish.ts';

type Word = Omit<Extract<Signal, { kind: 'end' }>, 'kind' | 'wish'>;

export type EndRequested =
  | { kind: 'requested'; operation: OperationView }
  | { kind: 'not-found' }
  /** It had ended by itself, or by another assertion. */
  | { kind: 'ended'; operation: OperationView }
  | { kind: 'not-submitted'; operation: OperationView }
  /** A POST is under way, or its outcome is not proven yet. */
  | { kind: 'outcome-unknown'; operation: OperationView };

const REFUSALS = { NotSubmitted: 'not-submitted', OutcomeUnknown: 'outcome-unknown' } as const;

/** Hands a person's assertion of its end to an operation. Sending it twice is one end; the first assertion counts. */
export async function requestEnd(id: string, word: Word, ports: WishPorts): Promise<EndRequested> {
  const before = await readOperation(id, ports);
  if (!before) return { kind: 'not-found' };
  const refusal = refusalOf(before, word);
  if (refusal) return refusal;
  if (before.phase === 'ended') return { kind: 'requested', operation: before };

  const isAnswered = (shown: OperationView) => shown.ending !== undefined || isRefused(shown, before);
  const after = await sendWish(id, { kind: 'end', ...word }, isAnswered, ports);
  if (!after) return { kind: 'not-found' };
  // The operation may have moved on before the assertion arrived, and again since.
  if (after.refusedEnding && isRefused(after, before)) {
    return { kind: REFUSALS[after.refusedEnding.code], operation: after };
  }
  return refusalOf(after, word) ?? { kind: 'requested', operation: after };
}

function isRefused({ refusedEnding }: OperationView, before: OperationView): boolean {
  return refusedEnding !== undefined && refusedEnding.requestedAt !== before.refusedEnding?.requestedAt;
}

function refusalOf(operation: OperationView, { as }: Word): EndRequested | undefined {
  if (operation.phase === 'ended') return operation.ending?.as === as ? undefined : { kind: 'ended', operation };
  const may = mayBeEnded(operation.phase);
  return may === 'yes' ? undefined : { kind: may, operation };
}
