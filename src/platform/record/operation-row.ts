import type { GoLive } from '../../domain/go-live.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OperationView } from '../../domain/operation.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Columns, Row } from './table.ts';

/** An operation's row in the record. */
export interface StoredOperation {
  /** As of its last transition, or of its last ticket. */
  operation: OperationView;
  /** Number of the last transition. */
  sequence: number;
  /** When that was. */
  writtenAt: Instant;
  /** The run that may write. */
  run: string;
  /** How often the operation was taken over from a run that was gone. */
  generation: number;
  createdAt: Instant;
  /** It no longer changes, and none of its tickets can be won. */
  ended: boolean;
  /** When the effect of its newest POST is visible, and the lane passes on. */
  freeAt: Instant;
  /** Names the idempotency key that it was accepted with. */
  key?: string;
  interruption?: Interruption;
}

/** The newest tries to resume an operation whose run was gone. */
export interface Interruption {
  /** Consecutive tries without progress. */
  tries: number;
  /** When the newest was. */
  at: Instant;
  /** How often the marketplace had been looked at by then. */
  checks: number;
}

export type StoredRow = StoredOperation & { etag: string };

export function toOperationColumns(stored: StoredOperation): Columns {
  const { operation, ...about } = stored;
  return { ...toColumns('operation', operation), ...toColumns('about', about) };
}

export function fromOperationRow({ columns, etag }: Row): StoredRow {
  const operation = fromColumns<OperationView>('operation', columns);
  const about = fromColumns<Omit<StoredOperation, 'operation'>>('about', columns);
  if (!operation || !about)
    throw new Error('A row of an operation is not whole: something else wrote into the record.');
  return { ...about, operation, etag };
}

export function toCheckpointColumns(state: GoLive): Columns {
  return toColumns('state', state);
}
