import type { Instant } from '../../domain/instant.ts';
import type { Rejection } from '../../domain/rejection.ts';
import { fromColumns, toColumns } from './columns.ts';
import { REJECTED, rejectionKey, rejectionListKey, rejectionsSince } from './keys.ts';
import type { Columns, Row, Table } from './table.ts';

export interface RejectionQuery {
  /** Of messages with this id. */
  messageId?: string | undefined;
  /** Rejected then, or after it. */
  since?: Instant | undefined;
  /** Most rejections of a page. */
  top: number;
  continuation?: string | undefined;
}

export interface RejectionPage {
  rejections: Rejection[];
  continuation?: string;
}

export interface KeptRejection {
  /** As it was kept first: two deliveries that race each other have one time. */
  rejection: Rejection;
  isNew: boolean;
}

/** Keeps a rejection. Kept twice it is one: the first one under its id counts. */
export async function keepRejection(table: Table, rejection: Rejection): Promise<KeptRejection> {
  const { id, rejectedAt } = rejection;
  const columns = columnsOf(rejection);
  const changed = await table.change(REJECTED, [
    { kind: 'insert', rowKey: rejectionKey(id), columns },
    { kind: 'put', rowKey: rejectionListKey(Date.parse(rejectedAt), id), columns },
  ]);
  if (changed === 'changed') return { rejection, isNew: true };
  const kept = await table.get(REJECTED, rejectionKey(id));
  return { rejection: kept ? rejectionOf(kept) : rejection, isNew: false };
}

/** One page, newest first: one request. */
export async function listRejections(table: Table, query: RejectionQuery): Promise<RejectionPage> {
  const { messageId, since, top, continuation } = query;
  const page = await table.range(REJECTED, {
    ...rejectionsSince(since),
    top,
    ...(messageId !== undefined && { where: { messageId: [messageId] } }),
    continuation,
  });
  return {
    rejections: page.rows.map(rejectionOf),
    ...(page.continuation !== undefined && { continuation: page.continuation }),
  };
}

function columnsOf(rejection: Rejection): Columns {
  // Half a character cannot be stored.
  return { ...toColumns('rejection', rejection), messageId: rejection.messageId.toWellFormed() };
}

export function rejectionOf({ columns }: Row): Rejection {
  const rejection = fromColumns<Rejection>('rejection', columns);
  if (!rejection) throw new Error('A row of a rejection is not whole: something else wrote into the record.');
  return rejection;
}
