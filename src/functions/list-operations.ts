import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Caller, publishersOf } from '../domain/caller.ts';
import { invalidRequest } from '../http/invalid-request.ts';
import { operationPageResponse } from '../http/operation-page.ts';
import { operationQuery } from '../http/operation-query.ts';
import { readQuery } from '../http/read-query.ts';
import type { OperationRecord } from '../platform/record/record.ts';

/** `GET operations`: a page of operations, newest first, of the publishers that the caller may see. */
export async function listOperations(
  request: HttpRequest,
  ports: { record: OperationRecord; caller: Caller },
): Promise<HttpResponseInit> {
  const query = readQuery(request, operationQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  const publishers = publishersOf(ports.caller, 'GoLive.Read');
  if (publishers === 'all') return operationPageResponse(request, await ports.record.list(query.value));
  // Who may see one publisher gets its own list; of several, the list of all with holes.
  const only = publishers.length === 1 ? publishers[0] : undefined;
  const { operations, ...page } = await ports.record.list({
    ...query.value,
    publisherId: query.value.publisherId ?? only,
  });
  const seen = operations.filter(({ publisherId }) => publishers.includes(publisherId.toLowerCase()));
  return operationPageResponse(request, { ...page, operations: seen });
}
