import type { Signal } from '../domain/command.ts';
import type { OperationView } from '../domain/operation.ts';
import { mayBeEnded } from '../domain/possible-wishes.ts';
import { readOperation } from './read-operation.ts';
import { sendWish, type WishPorts } from './send-wish.ts';

type Word = Omit<Extract<Signal, { kind: 'end' }>, 'kind' | 'wish'>;

export type EndRequested =
  | { kind: 'requested'; operation: OperationView }
  | { kind: 'not-found' }
  /** It has ended, by itself or by another word. */
  | { kind: 'ended'; operation: OperationView }
  | { kind: 'not-submitted'; operation: OperationView }
  /** A POST is under way, or its outcome is not proven yet. */
  | { kind: 'outcome-unknown'; operation: OperationView };

const REFUSALS = { NotSubmitted: 'not-submitted', OutcomeUnknown: 'outcome-unknown' } as const;

/** Hands a person's word on how an operation ended to it. Said twice it is one end; the first word counts. */
export async function requestEnd(id: string, word: Word, ports: WishPorts): Promise<EndRequested> {
  const before = await readOperation(id, ports);
  if (!before) return { kind: 'not-found' };
  const refusal = refusalOf(before, word);
  if (refusal) return refusal;
  if (before.phase === 'ended') return { kind: 'requested', operation: before };

  const isAnswered = (shown: OperationView) => shown.ending !== undefined || isRefused(shown, before);
  const after = await sendWish(id, { kind: 'end', ...word }, isAnswered, ports);
  if (!after) return { kind: 'not-found' };
  // What it stood at may have changed before the word arrived, and again since.
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
