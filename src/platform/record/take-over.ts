import type { GoLive } from '../../domain/go-live.ts';
import { OPERATIONS } from './keys.ts';
import type { Interruption, StoredRow } from './operation-row.ts';
import type { Table } from './table.ts';
import { changesOf } from './write-operation.ts';

/**
 * Makes the run of `state` the one that may write, and writes what the state has new; whatever an older run writes from
 * then on is refused. False when somebody else took it over, or wrote, since `stored` was read.
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
