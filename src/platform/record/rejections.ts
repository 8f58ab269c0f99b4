import type { Instant } from '../../domain/instant.ts';
import type { Rejection } from '../../domain/rejection.ts';
import { fromColumns, toColumns } from './columns.ts';
import { REJECTED, rejectionKey, rejectionListKey, rejectionsSince } from './keys.ts';
import type { Columns, Row, Table } from './table.ts';

export interface RejectionQuery {
  /** Only messages with this id. */
  messageId?: string | undefined;
  /** Rejected at or after this moment. */
  since?: Instant | undefined;
  /** The most rejections in a page. */
  top: number;
  continuation?: string | undefined;
}

export interface RejectionPage {
  rejections: Rejection[];
  continuation?: string;
}

export interface KeptRejection {
  /** As first recorded, so that two racing deliveries get the same time. */
  rejection: Rejection;
  isNew: boolean;
}

/** Records a rejection. Only the first one under its id counts. */
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

/** One page, newest first, read in one request. */
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
  // Half a surrogate pair cannot be stored.
  return { ...toColumns('rejection', rejection), messageId: rejection.messageId.toWellFormed() };
}

export function rejectionOf({ columns }: Row): Rejection {
  const rejection = fromColumns<Rejection>('rejection', columns);
  if (!rejection) throw new Error('A row of a rejection is not whole: something else wrote into the record.');
  return rejection;
}
