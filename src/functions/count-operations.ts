import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { invalidRequest } from '../http/invalid-request.ts';
import { countsQuery } from '../http/operation-counts.ts';
import { readQuery } from '../http/read-query.ts';
import { countActive } from '../operations/count-active.ts';
import type { OperationRecord } from '../platform/record/record.ts';

/** `GET operations/counts`: how many operations have not ended, and how they stand. */
export async function countOperations(
  request: HttpRequest,
  ports: { record: Pick<OperationRecord, 'activeStandings'> },
): Promise<HttpResponseInit> {
  const query = readQuery(request, countsQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  return { status: 200, jsonBody: await countActive(query.value, ports) };
}
