import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { invalidRequest } from '../http/invalid-request.ts';
import { readQuery } from '../http/read-query.ts';
import { rejectionPageResponse, rejectionQuery } from '../http/rejection-page.ts';
import type { OperationRecord } from '../platform/record/record.ts';

/** `GET rejections`: a page of the queue messages that can never be requests, newest first. */
export async function listRejections(
  request: HttpRequest,
  { record }: { record: Pick<OperationRecord, 'listRejections'> },
): Promise<HttpResponseInit> {
  const query = readQuery(request, rejectionQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  return rejectionPageResponse(request, await record.listRejections(query.value));
}
