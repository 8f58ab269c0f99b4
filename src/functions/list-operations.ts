import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { invalidRequest } from '../http/invalid-request.ts';
import { operationPageResponse } from '../http/operation-page.ts';
import { operationQuery } from '../http/operation-query.ts';
import { readQuery } from '../http/read-query.ts';
import { newestOperations } from '../operations/newest-operations.ts';
import type { Instances } from '../platform/instances.ts';

/** `GET operations`: a page of operations, newest first. */
export async function listOperations(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const query = readQuery(request, operationQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  const { continuation: after, ...wanted } = query.value;
  const { operations, last } = await newestOperations({ ...wanted, after }, { ...ports, now: Date.now() });
  return operationPageResponse(operations, last);
}
