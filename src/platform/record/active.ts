import type { ActiveStatus, OperationView } from '../../domain/operation.ts';
import type { ActivePhase } from '../../domain/phase.ts';
import { ALL_ACTIVE, activeKey, checkpointKey, type ListScope, labelColumns, OPERATIONS, withLabels } from './keys.ts';
import { type Columns, rowsOf, type Table } from './table.ts';

export interface ActiveQuery extends ListScope {
  /** The operation must have all of these. */
  labels?: Readonly<Record<string, string>> | undefined;
}

/** How an operation that has not ended stands, as of its last transition. */
export interface Standing {
  status: ActiveStatus;
  phase: ActivePhase;
  /** Code of the current attention. */
  attention?: string;
}

/** Ids of the active operations, including those that have ended but whose last event has not been sent. */
export async function* activeIds(table: Table): AsyncGenerator<string[]> {
  for await (const rows of rowsOf(table, OPERATIONS, ALL_ACTIVE.from, ALL_ACTIVE.to)) {
    yield rows.map(({ rowKey }) => rowKey.slice(ALL_ACTIVE.from.length));
  }
}

/** The standing of each operation that has not ended, with one request per thousand operations. */
export async function* activeStandings(table: Table, query: ActiveQuery): AsyncGenerator<Standing[]> {
  const { publisherId, offerId, labels } = query;
  const where = {
    ...(publisherId !== undefined && { publisher: [publisherId.toLowerCase()] }),
    ...(offerId !== undefined && { offer: [offerId.toLowerCase()] }),
    ...withLabels(labels),
  };
  for await (const rows of rowsOf(table, OPERATIONS, ALL_ACTIVE.from, ALL_ACTIVE.to, where)) {
    // What has ended is among them until its last event is sent.
    yield rows.filter(({ columns }) => columns['phase'] !== 'ended').map(({ columns }) => standingOf(columns));
  }
}

/**
 * The operation is over and fully announced: it needs no supervision any more, and no run will resume from its
 * checkpoint. If it still holds a lane, an operation that waits there evicts it.
 */
export async function closeActive(table: Table, id: string): Promise<void> {
  await table.change(OPERATIONS, [
    { kind: 'delete', rowKey: activeKey(id) },
    { kind: 'delete', rowKey: checkpointKey(id) },
  ]);
}

/** The columns by which active operations are queried: standing, publisher, offer and labels. */
export function activeColumns({ publisherId, offerId, status, phase, attention, labels }: OperationView): Columns {
  return {
    ...labelColumns(labels),
    publisher: publisherId.toLowerCase(),
    offer: offerId.toLowerCase(),
    status,
    phase,
    attention: attention?.code ?? '',
    // An absent column could not be queried.
    isAttended: String(attention !== undefined),
  };
}

function standingOf({ status, phase, attention }: Columns): Standing {
  // Written by this app, in this version or the one before.
  return {
    status: status as ActiveStatus,
    phase: phase as ActivePhase,
    ...(attention !== undefined && attention !== '' && { attention }),
  };
}
