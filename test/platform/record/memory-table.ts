import { openRecord } from '../../../src/platform/record/record.ts';
import {
  type Change,
  type Columns,
  RecordUnavailable,
  type Row,
  type Table,
} from '../../../src/platform/record/table.ts';

export interface MemoryTable extends Table {
  /** Keys of all rows, in order. */
  keys(partition: string): string[];
  /** Makes every call fail from now on, or none. */
  away(isAway: boolean): void;
}

/** An in-memory table; table.test.ts checks that it behaves as a real one. */
export function memoryTable(): MemoryTable {
  const partitions = new Map<string, Map<string, { columns: Columns; etag: string }>>();
  let version = 0;
  let isAway = false;
  const rowsIn = (partition: string) => {
    const rows = partitions.get(partition) ?? new Map();
    partitions.set(partition, rows);
    return rows as Map<string, { columns: Columns; etag: string }>;
  };
  const check = () => {
    if (isAway) throw new RecordUnavailable("The record's table could not be used.");
  };
  const isPossible = (partition: string, change: Change) => {
    const row = rowsIn(partition).get(change.rowKey);
    if (change.kind === 'insert') return row === undefined;
    if (change.kind === 'replace') return row?.etag === change.etag;
    return change.kind === 'put' || row !== undefined;
  };
  return {
    keys: (partition) => [...rowsIn(partition).keys()].sort(),
    away: (now) => {
      isAway = now;
    },
    async get(partition, rowKey) {
      check();
      const row = rowsIn(partition).get(rowKey);
      return row && { rowKey, ...row };
    },
    async change(partition, changes) {
      check();
      if (changes.length > 100) throw new Error(`A transaction of ${changes.length} rows.`);
      if (new Set(changes.map(({ rowKey }) => rowKey)).size < changes.length) throw new Error('One row twice.');
      if (!changes.every((change) => isPossible(partition, change))) return 'conflict';
      for (const change of changes) {
        if (change.kind === 'delete') rowsIn(partition).delete(change.rowKey);
        else rowsIn(partition).set(change.rowKey, { columns: change.columns, etag: `v${++version}` });
      }
      return 'changed';
    },
    async range(partition, { from, to, top, where = {}, continuation }) {
      check();
      const all = [...rowsIn(partition)]
        .filter(([key]) => key >= from && key < to && (continuation === undefined || key >= continuation))
        .filter(([, { columns }]) =>
          Object.entries(where).every(([name, texts]) => texts.includes(columns[name] ?? '')),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const rows = all.slice(0, top).map(([rowKey, row]): Row => ({ rowKey, ...row }));
      const next = all[top];
      return { rows, ...(next && { continuation: next[0] }) };
    },
  };
}

/** A record in memory. */
export function memoryRecord(table: Table = memoryTable()) {
  return openRecord(table);
}
