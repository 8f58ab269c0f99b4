import type { GoLive } from '../../domain/go-live.ts';
import { fromColumns } from './columns.ts';
import { checkpointKey, OPERATIONS, operationKey } from './keys.ts';
import { fromOperationRow, type StoredRow } from './operation-row.ts';
import type { Table } from './table.ts';

export async function readRow(table: Table, id: string): Promise<StoredRow | undefined> {
  const row = await table.get(OPERATIONS, operationKey(id));
  return row && fromOperationRow(row);
}

/** The state from which a new run resumes. */
export async function readCheckpoint(table: Table, id: string): Promise<GoLive | undefined> {
  const row = await table.get(OPERATIONS, checkpointKey(id));
  return row && fromColumns<GoLive>('state', row.columns);
}
