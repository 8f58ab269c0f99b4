import { type Caller, publishersOf } from '../domain/caller.ts';
import type { ListQuery, OperationPage } from '../platform/record/lists.ts';
import type { OperationRecord } from '../platform/record/record.ts';

/** A page of the operations of those publishers that the caller may see: one request. */
export async function listSeen(
  query: ListQuery,
  { record, caller }: { record: OperationRecord; caller: Caller },
): Promise<OperationPage> {
  const publishers = publishersOf(caller, 'GoLive.Read');
  if (publishers === 'all') return record.list(query);
  // Who may see one publisher gets its own list; of several, the list of all with holes.
  const only = publishers.length === 1 ? publishers[0] : undefined;
  const { operations, ...page } = await record.list({ ...query, publisherId: query.publisherId ?? only });
  const seen = operations.filter(({ publisherId }) => publishers.includes(publisherId.toLowerCase()));
  return { ...page, operations: seen };
}
