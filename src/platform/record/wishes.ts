import { randomBytes } from 'node:crypto';
import type { Signal } from '../../domain/command.ts';
import type { Instant } from '../../domain/instant.ts';
import { fromColumns, toColumns } from './columns.ts';
import { OPERATIONS, wishesOf, wishKey } from './keys.ts';
import { rowsOf, type Table } from './table.ts';

/** A caller's wish of a running operation. */
export type WishSignal = Exclude<Signal, { kind: 'lane-free' }>;

/**
 * Records a wish before it is sent as a signal, because a signal to an instance that fails is lost. The returned name
 * makes it one wish however often it is sent; with a `name` of its own, it is one however often it is recorded.
 */
export async function keepWish(
  table: Table,
  id: string,
  signal: WishSignal,
  now: Instant,
  name?: string,
): Promise<WishSignal> {
  const wish = name ?? `${String(now).padStart(13, '0')}-${randomBytes(8).toString('hex')}`;
  const named: WishSignal = { ...signal, wish };
  const columns = toColumns('signal', named);
  await table.change(OPERATIONS, [{ kind: 'put', rowKey: wishKey(id, wish), columns }]);
  return named;
}

/** All wishes for an operation, in the order in which they were kept. */
export async function readWishes(table: Table, id: string): Promise<WishSignal[]> {
  const { from, to } = wishesOf(id);
  const wishes: WishSignal[] = [];
  for await (const rows of rowsOf(table, OPERATIONS, from, to)) {
    wishes.push(
      ...rows.map(({ columns }) => fromColumns<WishSignal>('signal', columns)).filter((each) => each !== undefined),
    );
  }
  return wishes;
}
