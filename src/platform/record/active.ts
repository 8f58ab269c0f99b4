import { ALL_ACTIVE, activeKey, checkpointKey, OPERATIONS } from './keys.ts';
import { rowsOf, type Table } from './table.ts';

/** Ids of the operations that are not over: those too whose last event has not been sent. */
export async function* activeIds(table: Table): AsyncGenerator<string[]> {
  for await (const rows of rowsOf(table, OPERATIONS, ALL_ACTIVE.from, ALL_ACTIVE.to)) {
    yield rows.map(({ rowKey }) => rowKey.slice(ALL_ACTIVE.from.length));
  }
}

/**
 * The operation is over and all of it was told: nobody has to look after it any more, and nothing goes on from its
 * checkpoint. A lane that it still holds is left by whoever waits in it.
 */
export async function closeActive(table: Table, id: string): Promise<void> {
  await table.change(OPERATIONS, [
    { kind: 'delete', rowKey: activeKey(id) },
    { kind: 'delete', rowKey: checkpointKey(id) },
  ]);
}
