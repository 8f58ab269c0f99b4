import type { OperationStatus, OperationView } from '../domain/operation.ts';
import { ALIVE, type Instance, type Instances } from '../platform/instances.ts';
import { operationOf } from './operation-of.ts';
import { windowsBack } from './windows.ts';

/** Which operations a page shows. */
export interface OperationFilter {
  publisherId?: string | undefined;
  offerId?: string | undefined;
  status?: readonly OperationStatus[] | undefined;
  /** At most this many. */
  top: number;
  /** The last operation of the page before. */
  after?: Position | undefined;
}

export type Position = [createdAt: string, id: string];

export interface OperationPage {
  operations: OperationView[];
  /** Where the next page begins; absent on the last one. */
  last?: Position;
}

/** The task hub's clock may be behind ours by so much. */
const SKEW_MS = 5 * 60_000;

/**
 * One page of operations, newest first. An instance is never older to the task hub than its operation, for continuing as
 * new makes it younger: what windows down to a moment did not show was accepted before that moment.
 */
export async function newestOperations(
  query: OperationFilter,
  ports: { instances: Instances; now: number },
): Promise<OperationPage> {
  const { instances, now } = ports;
  const found = new Map<string, OperationView>();
  const take = (seen: Instance[]) => {
    for (const instance of seen) {
      const operation = operationOf(instance);
      if (operation && matches(operation, query)) found.set(operation.id, operation);
    }
    // One more than asked for tells that there is a next page.
    for (const { id } of newestFirst(found).slice(query.top + 1)) found.delete(id);
  };

  // What has not ended to its readers is alive to the hub; the reverse does not hold.
  const alive = query.status?.every((status) => status === 'NotStarted' || status === 'Running') ? ALIVE : undefined;
  let windows = 0;
  for await (const { instances: seen, from } of windowsBack(instances, undefined, now, alive)) {
    windows++;
    take(seen);
    const last = newestFirst(found)[query.top];
    if (last && Date.parse(last.createdAt) >= from.getTime() + SKEW_MS) break;
  }
  // An instance that continued as new meanwhile has left the older window and was not in the newer one.
  if (windows > 1) take(await instances.list({ createdFrom: new Date(now - SKEW_MS) }));
  return toPage(newestFirst(found), query.top);
}

function toPage(operations: OperationView[], top: number): OperationPage {
  const page = operations.slice(0, top);
  const last = page.at(-1);
  return { operations: page, ...(last && operations.length > top && { last: positionOf(last) }) };
}

function matches(operation: OperationView, { publisherId, offerId, status, after }: OperationFilter): boolean {
  return (
    (publisherId === undefined || operation.publisherId === publisherId) &&
    (offerId === undefined || operation.offerId === offerId) &&
    (status === undefined || status.includes(operation.status)) &&
    (after === undefined || isBefore(after, positionOf(operation)))
  );
}

function newestFirst(found: Map<string, OperationView>): OperationView[] {
  return [...found.values()].sort((a, b) => (isBefore(positionOf(a), positionOf(b)) ? -1 : 1));
}

function positionOf({ createdAt, id }: OperationView): Position {
  return [createdAt, id];
}

/** Comes first in a list whose newest is first; times are texts of one form. */
function isBefore([createdAt, id]: Position, [otherCreatedAt, otherId]: Position): boolean {
  return createdAt > otherCreatedAt || (createdAt === otherCreatedAt && id > otherId);
}
