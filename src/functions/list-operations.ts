import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Instances } from '../platform/instances.ts';
import { invalidRequest } from './invalid-request.ts';
import { newestOperations } from './newest-operations.ts';
import { operationQuery } from './operation-query.ts';
import { readQuery } from './read-query.ts';

/** `GET operations`: a page of operations, newest first. */
export async function listOperations(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const query = readQuery(request, operationQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  const page = await newestOperations(query.value, { ...ports, now: Date.now() });
  return { status: 200, jsonBody: page };
}
