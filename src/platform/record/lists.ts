import type { Instant } from '../../domain/instant.ts';
import type { OperationStatus, OperationView } from '../../domain/operation.ts';
import type { Phase } from '../../domain/phase.ts';
import { fromColumns } from './columns.ts';
import { ALL_ACTIVE, keyName, type ListScope, listRange, OPERATIONS, withLabels } from './keys.ts';
import type { Table } from './table.ts';

export interface ListQuery extends ListScope {
  /** Only among those that are not over: few, and in no order. What has ended is among them until its last event is sent. */
  among?: 'active' | undefined;
  status?: readonly OperationStatus[] | undefined;
  phase?: readonly Phase[] | undefined;
  /** Whether it needs attention. */
  attention?: boolean | undefined;
  /** All of these. */
  labels?: Readonly<Record<string, string>> | undefined;
  /** The idempotency key, or message id, that it was accepted with; of an offer. */
  key?: string | undefined;
  /** Created then, or after it. */
  since?: Instant | undefined;
  /** Most operations of a page. */
  top: number;
  continuation?: string | undefined;
}

export interface OperationPage {
  operations: OperationView[];
  continuation?: string;
}

/** One page of summaries, newest first (of the active ones in no order), as of the last transition of each: one request. */
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
    // Lists are kept by publisher, and by offer of a publisher; an offer's id alone is looked for in the list of all.
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
