import { type Caller, publishersOf } from '../domain/caller.ts';
import type { ListQuery, OperationPage } from '../platform/record/lists.ts';
import type { OperationRecord } from '../platform/record/record.ts';

/** One page of the operations whose publishers the caller may see, read in one request. */
export async function listSeen(
  query: ListQuery,
  { record, caller }: { record: OperationRecord; caller: Caller },
): Promise<OperationPage> {
  const publishers = publishersOf(caller, 'GoLive.Read');
  if (publishers === 'all') return record.list(query);
  // A caller with one publisher gets that publisher's list; with several, the list of all, whose pages may have gaps.
  const only = publishers.length === 1 ? publishers[0] : undefined;
  const { operations, ...page } = await record.list({ ...query, publisherId: query.publisherId ?? only });
  const seen = operations.filter(({ publisherId }) => publishers.includes(publisherId.toLowerCase()));
  return { ...page, operations: seen };
}
