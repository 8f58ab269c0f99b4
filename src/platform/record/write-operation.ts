import { LAST_TRANSITION } from '../../domain/ending.ts';
import { fitView } from '../../domain/fit-view.ts';
import type { GoLive } from '../../domain/go-live.ts';
import type { OperationView } from '../../domain/operation.ts';
import { viewOf } from '../../domain/operation-view.ts';
import { asWritten } from '../../domain/outbox.ts';
import type { Transition, TransitionName } from '../../domain/transition.ts';
import { activeColumns } from './active.ts';
import { toColumns } from './columns.ts';
import { activeKey, checkpointKey, labelColumns, listKeys, OPERATIONS, operationKey, transitionKey } from './keys.ts';
import { type StoredOperation, type StoredRow, toCheckpointColumns, toOperationColumns } from './operation-row.ts';
import { readRow } from './read-row.ts';
import { type Change, type Columns, RecordUnavailable, type Table } from './table.ts';

export type Written =
  /** `fresh`: transitions that the record did not hold before. */
  { kind: 'written'; fresh: readonly Transition[] } | { kind: 'taken-over' };

/** Concurrent changes of the row are rare: a run that takes the operation over, or a ticket. */
const MAX_TRIES = 5;
/** Lost transitions of one write: with the waiting ones (50 at most) and the other rows a transaction stays under its 100. */
const MAX_LOST = 40;

/**
 * Writes the waiting transitions of a state, with everything shown of the operation, in one transaction. Writing twice
 * has no further effect. A run that was taken over, or that knows less than the record (its hub is an older copy),
 * writes nothing.
 */
export async function writeOperation(table: Table, state: GoLive): Promise<Written> {
  const { operationId } = state.request;
  for (let conflicts = 0; conflicts < MAX_TRIES; ) {
    const stored = await readRow(table, operationId);
    if (stored && isNewer(stored, state)) return { kind: 'taken-over' };
    const fresh = unwritten(state, stored?.sequence ?? 0);
    if (stored && fresh.length === 0) return { kind: 'written', fresh };
    const lost = missing(stored?.sequence ?? 0, fresh);
    const isWhole = lost.length <= MAX_LOST;
    const changes = isWhole ? changesOf(state, stored, fresh) : lostChanges(state, stored, lost.slice(0, MAX_LOST));
    if ((await table.change(OPERATIONS, changes)) === 'conflict') conflicts++;
    else if (isWhole) return { kind: 'written', fresh };
  }
  throw new RecordUnavailable(`The row of operation ${operationId} changed at each of ${MAX_TRIES} tries to write it.`);
}

/** Whether the record belongs to another run, is ahead of this one, or has another transition under the same number. */
function isNewer(
  { run, sequence, writtenAt }: StoredOperation,
  { run: own, sequence: reached, outbox }: GoLive,
): boolean {
  if (run !== own || sequence > reached) return true;
  const same = outbox.transitions.find((each) => each.sequence === sequence);
  return same !== undefined && same.at !== writtenAt;
}

/** What one transaction writes of a state. `stored` is the row to replace, absent for the operation's first write. */
export function changesOf(
  state: GoLive,
  stored: StoredRow | undefined,
  fresh: readonly Transition[],
  about: Pick<StoredOperation, 'generation' | 'interruption'> = { generation: stored?.generation ?? 0 },
): Change[] {
  const { request } = state;
  const { operationId: id, publisherId, offerId } = request;
  const next = { ...rowOf(state, stored, fresh), ...about };
  const summary = { ...summaryColumns(next.operation), ...(request.key !== undefined && { key: request.key }) };
  return [
    ownChange(id, stored, next),
    { kind: 'put', rowKey: checkpointKey(id), columns: toCheckpointColumns(asWritten(state)) },
    ...transitionChanges(id, [...missing(stored?.sequence ?? 0, fresh), ...fresh]),
    ...listKeys(publisherId, offerId, request.requestedAt, id).map(
      (rowKey): Change => ({ kind: 'put', rowKey, columns: summary }),
    ),
    // It stays until the last event is sent: whoever meets it makes sure of that.
    {
      kind: 'put',
      rowKey: activeKey(id),
      columns: { ...activeColumns(next.operation), ...toColumns('summary', summaryOf(next.operation)) },
    },
  ];
}

/** A part of the transitions that a restored record has lost, when they are too many for the transaction of the others. */
function lostChanges(state: GoLive, stored: StoredRow | undefined, lost: readonly Transition[]): Change[] {
  const { operationId: id } = state.request;
  const { generation = 0, interruption, ended = false } = stored ?? {};
  const next = { ...rowOf(state, stored, lost), ended, generation, ...(interruption && { interruption }) };
  return [ownChange(id, stored, next), ...transitionChanges(id, lost)];
}

/** Replaces the operation's row only as it was read: a run that has taken over since is not overwritten. */
function ownChange(id: string, stored: StoredRow | undefined, next: StoredOperation): Change {
  const row = { rowKey: operationKey(id), columns: toOperationColumns(next) };
  return stored ? { kind: 'replace', ...row, etag: stored.etag } : { kind: 'insert', ...row };
}

function transitionChanges(id: string, transitions: readonly Transition[]): Change[] {
  return transitions.map((transition) => ({
    kind: 'put',
    rowKey: transitionKey(id, transition.sequence),
    columns: transitionColumns(transition),
  }));
}

function rowOf(
  state: GoLive,
  stored: StoredRow | undefined,
  fresh: readonly Transition[],
): Omit<StoredOperation, 'generation'> {
  const { request, submission, run = '', stage } = state;
  const newest = fresh.at(-1);
  return {
    operation: newest?.operation ?? fitView(viewOf(state)),
    sequence: newest?.sequence ?? stored?.sequence ?? 0,
    writtenAt: newest?.at ?? stored?.writtenAt ?? state.now,
    run,
    createdAt: request.requestedAt,
    ended: stage.phase === 'ended',
    freeAt: submission.provenAt,
    ...(request.key !== undefined && { key: request.key }),
  };
}

/**
 * The transitions of a state that the record lacks. A record that was restored from an older copy may lack some that
 * the state no longer holds: then the current operation stands in for them.
 */
function unwritten(state: GoLive, written: number): readonly Transition[] {
  const { outbox, sequence } = state;
  const waiting = outbox.transitions.filter((each) => each.sequence > written);
  if (waiting.length > 0 || sequence <= written) return waiting;
  return [{ sequence, name: nameOf(state), at: state.lastUpdatedAt, operation: fitView(viewOf(state)) }];
}

function nameOf({ stage }: GoLive): TransitionName {
  if (stage.phase !== 'ended') return 'step-changed';
  return LAST_TRANSITION[stage.end.status];
}

/** Transitions that this run wrote and a restored record has lost: subscribers must see no gap in the numbers. */
function missing(written: number, [next]: readonly Transition[]): Transition[] {
  if (!next) return [];
  const { by: _, ...first } = next;
  const lost = Array.from({ length: first.sequence - written - 1 }, (_, index) => written + 1 + index);
  return lost.map((sequence) => ({
    ...first,
    sequence,
    name: 'step-changed',
    operation: { ...first.operation, sequence },
  }));
}

/** The operation without anything long or personal: no messages, decisions, reasons or names. */
function summaryColumns(operation: OperationView): Columns {
  const { id, publisherId, offerId, status, phase, attention, labels } = operation;
  return {
    ...labelColumns(labels),
    ...toColumns('summary', summaryOf(operation)),
    id,
    publisher: publisherId.toLowerCase(),
    offer: offerId.toLowerCase(),
    status,
    phase,
    attention: String(attention !== undefined),
    ...(operation.endedAt !== undefined && { endedAt: operation.endedAt }),
  };
}

export function summaryOf({
  approval,
  cancellation,
  marketplace,
  error,
  requestedBy: _,
  canceledBy: __,
  ending: ___,
  endedBy: ____,
  look: _____,
  deadlineChange: ______,
  refusedEnding: _______,
  result,
  ...operation
}: OperationView): OperationView {
  return {
    ...operation,
    ...(marketplace && {
      marketplace: { ...marketplace, steps: marketplace.steps.map((step) => ({ ...step, messages: [] })) },
    }),
    ...(approval && { approval: { ...approval, decisions: [] } }),
    ...(cancellation && { cancellation: { requestedAt: cancellation.requestedAt, state: cancellation.state } }),
    ...(result && { result: withoutPerson(result) }),
    ...(error && { error }),
  };
}

function withoutPerson({ assertedBy: _, ...result }: NonNullable<OperationView['result']>): OperationView['result'] {
  return result;
}

function transitionColumns({ sequence, name, at, by, operation }: Transition): Columns {
  return {
    ...toColumns('operation', operation),
    ...(by && toColumns('by', by)),
    sequence: String(sequence),
    name,
    at: String(at),
  };
}
