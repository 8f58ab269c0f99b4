import type { GoLive } from '../../domain/go-live.ts';
import { OPERATIONS } from './keys.ts';
import type { Interruption, StoredRow } from './operation-row.ts';
import type { Table } from './table.ts';
import { changesOf } from './write-operation.ts';

/**
 * Makes the run of `state` the only one that may write, and writes the state's new transitions; writes of older runs
 * are refused from then on. False when another run took it over, or wrote, since `stored` was read.
 */
export async function takeOver(
  table: Table,
  stored: StoredRow,
  state: GoLive,
  interruption: Interruption,
): Promise<boolean> {
  const fresh = state.outbox.transitions.filter(({ sequence }) => sequence > stored.sequence);
  const about = { generation: stored.generation + 1, interruption };
  return (await table.change(OPERATIONS, changesOf(state, stored, fresh, about))) === 'changed';
}
