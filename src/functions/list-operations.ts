import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Caller } from '../domain/caller.ts';
import { invalidRequest } from '../http/invalid-request.ts';
import { operationPageResponse } from '../http/operation-page.ts';
import { operationQuery } from '../http/operation-query.ts';
import { readQuery } from '../http/read-query.ts';
import { listSeen } from '../operations/list-seen.ts';
import type { OperationRecord } from '../platform/record/record.ts';

/** `GET operations`: a page of operations, newest first, of the publishers that the caller may see. */
export async function listOperations(
  request: HttpRequest,
  ports: { record: OperationRecord; caller: Caller },
): Promise<HttpResponseInit> {
  const query = readQuery(request, operationQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  return operationPageResponse(request, await listSeen(query.value, ports));
}
