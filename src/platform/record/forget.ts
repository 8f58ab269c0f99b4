import type { OperationView } from '../../domain/operation.ts';
import { fromColumns } from './columns.ts';
import {
  ALL_KEYS,
  activeKey,
  checkpointKey,
  KEY_PARTITIONS,
  keyPartition,
  listBefore,
  listKeys,
  OPERATIONS,
  operationKey,
  REJECTED,
  rejectionKey,
  rejectionsBefore,
  ticketsOf,
  transitionsOf,
  wishesOf,
} from './keys.ts';
import { readRow } from './read-row.ts';
import { rejectionOf } from './rejections.ts';
import { requestOf } from './request-keys.ts';
import { type Change, rowsOf, type Table } from './table.ts';

/** A transaction has at most 100 rows. */
const MAX_CHANGES = 100;

/** Ids of operations that ended before a moment, page by page. */
export async function* endedBefore(table: Table, moment: number): AsyncGenerator<string[]> {
  const { from, to } = listBefore(moment);
  for await (const rows of rowsOf(table, OPERATIONS, from, to)) {
    const operations = rows.map(({ columns }) => fromColumns<OperationView>('summary', columns));
    yield operations.flatMap((each) =>
      each?.endedAt !== undefined && Date.parse(each.endedAt) < moment ? [each.id] : [],
    );
  }
}

/**
 * Purges an operation: its key first, so that no request is led to an incomplete operation, and its own row last, so
 * that an interrupted purge is repeated.
 */
export async function forgetOperation(table: Table, id: string): Promise<void> {
  const stored = await readRow(table, id);
  if (!stored) return;
  const { operation, key, createdAt } = stored;
  if (key !== undefined) await remove(table, keyPartition(key), [key]);
  const rowKeys = [
    ...(await keysIn(table, transitionsOf(id))),
    ...(await keysIn(table, ticketsOf(id))),
    ...(await keysIn(table, wishesOf(id))),
    checkpointKey(id),
    activeKey(id),
    ...listKeys(operation.publisherId, operation.offerId, createdAt, id),
    operationKey(id),
  ];
  for (let start = 0; start < rowKeys.length; start += MAX_CHANGES) {
    await remove(table, OPERATIONS, rowKeys.slice(start, start + MAX_CHANGES));
  }
}

/** Purges keys that were claimed between two moments without an operation following. Returns how many. */
export async function forgetUnusedKeys(table: Table, from: number, to: number): Promise<number> {
  let forgotten = 0;
  for (const partition of KEY_PARTITIONS) {
    for await (const rows of rowsOf(table, partition, ALL_KEYS.from, ALL_KEYS.to)) {
      for (const row of rows) {
        const { requestedAt, operationId } = requestOf(row);
        if (requestedAt < from || requestedAt >= to || (await readRow(table, operationId))) continue;
        await remove(table, partition, [row.rowKey]);
        forgotten++;
      }
    }
  }
  return forgotten;
}

/** Purges messages that were rejected before a moment, until time is up. Returns how many. */
export async function forgetRejections(table: Table, moment: number, isLate: () => boolean): Promise<number> {
  const { from, to } = rejectionsBefore(moment);
  let forgotten = 0;
  for await (const rows of rowsOf(table, REJECTED, from, to)) {
    for (let start = 0; start < rows.length && !isLate(); start += MAX_CHANGES / 2) {
      const some = rows.slice(start, start + MAX_CHANGES / 2);
      // The row by id goes first: after an interruption, the list still leads to the rest.
      const rowKeys = some.flatMap((row) => [rejectionKey(rejectionOf(row).id), row.rowKey]);
      await remove(table, REJECTED, rowKeys);
      forgotten += some.length;
    }
    if (isLate()) break;
  }
  return forgotten;
}

async function keysIn(table: Table, { from, to }: { from: string; to: string }): Promise<string[]> {
  const keys: string[] = [];
  for await (const rows of rowsOf(table, OPERATIONS, from, to)) keys.push(...rows.map(({ rowKey }) => rowKey));
  return keys;
}

/** One row that is already gone makes the whole transaction fail; then each row is removed by itself. */
async function remove(table: Table, partition: string, rowKeys: string[]): Promise<void> {
  const deletions = rowKeys.map((rowKey): Change => ({ kind: 'delete', rowKey }));
  if ((await table.change(partition, deletions)) === 'changed') return;
  for (const deletion of deletions) await table.change(partition, [deletion]);
}
