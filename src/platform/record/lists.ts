import type { Instant } from '../../domain/instant.ts';
import type { OperationStatus, OperationView } from '../../domain/operation.ts';
import type { Phase } from '../../domain/phase.ts';
import { fromColumns } from './columns.ts';
import { ALL_ACTIVE, keyName, type ListScope, listRange, OPERATIONS, withLabels } from './keys.ts';
import type { Table } from './table.ts';

export interface ListQuery extends ListScope {
  /** Reads only active operations: few and unordered. An ended one is among them until its last event is sent. */
  among?: 'active' | undefined;
  status?: readonly OperationStatus[] | undefined;
  phase?: readonly Phase[] | undefined;
  /** Whether it needs attention. */
  attention?: boolean | undefined;
  /** The operation must have all of these. */
  labels?: Readonly<Record<string, string>> | undefined;
  /** The idempotency key, or message id, with which it was accepted. Requires an offer. */
  key?: string | undefined;
  /** Created at or after this moment. */
  since?: Instant | undefined;
  /** The most operations in a page. */
  top: number;
  continuation?: string | undefined;
}

export interface OperationPage {
  operations: OperationView[];
  continuation?: string;
}

/** One page of summaries as of each last transition, newest first (active ones unordered), read in one request. */
export async function listOperations(table: Table, query: ListQuery): Promise<OperationPage> {
  const { among, publisherId, offerId, status, phase, attention, labels, key, since, top, continuation } = query;
  const isActive = among === 'active';
  const where = {
    ...(status && { status }),
    ...(phase && { phase }),
    ...(attention !== undefined && { [isActive ? 'isAttended' : 'attention']: [String(attention)] }),
    ...withLabels(labels),
    ...(publisherId !== undefined && offerId !== undefined && key !== undefined
      ? { key: [keyName(publisherId, offerId, key)] }
      : {}),
    // Lists exist per publisher and per offer of a publisher; an offer id alone is searched in the list of all.
    ...(isActive && publisherId !== undefined && { publisher: [publisherId.toLowerCase()] }),
    ...((isActive || publisherId === undefined) && offerId !== undefined && { offer: [offerId.toLowerCase()] }),
  };
  const page = await table.range(OPERATIONS, {
    ...(isActive ? ALL_ACTIVE : listRange({ publisherId, offerId }, since)),
    top,
    where,
    continuation,
  });
  const operations = page.rows
    .map(({ columns }) => fromColumns<OperationView>('summary', columns))
    .filter((each) => each !== undefined);
  return { operations, ...(page.continuation !== undefined && { continuation: page.continuation }) };
}
