import type { OperationStatus, OperationView } from '../../domain/operation.ts';
import { fromColumns } from './columns.ts';
import { type ListScope, listRange, OPERATIONS } from './keys.ts';
import type { Table } from './table.ts';

export interface ListQuery extends ListScope {
  status?: readonly OperationStatus[] | undefined;
  /** At most so many. */
  top: number;
  continuation?: string | undefined;
}

export interface OperationPage {
  operations: OperationView[];
  continuation?: string;
}

/** One page of summaries, newest first, as of the last transition of each: one request. */
export async function listOperations(table: Table, query: ListQuery): Promise<OperationPage> {
  const { publisherId, offerId, status, top, continuation } = query;
  const where = {
    ...(status && { status }),
    // Lists are kept by publisher, and by offer of a publisher; an offer's id alone is looked for in the list of all.
    ...(publisherId === undefined && offerId !== undefined && { offer: [offerId.toLowerCase()] }),
  };
  const page = await table.range(OPERATIONS, { ...listRange({ publisherId, offerId }), top, where, continuation });
  const operations = page.rows
    .map(({ columns }) => fromColumns<OperationView>('summary', columns))
    .filter((each) => each !== undefined);
  return { operations, ...(page.continuation !== undefined && { continuation: page.continuation }) };
}
