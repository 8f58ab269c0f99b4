import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { operationResponse } from '../http/operation-response.ts';
import { readOperation } from '../operations/read-operation.ts';
import type { Instances } from '../platform/instances.ts';

/** `GET operations/{id}`: 202 while the operation runs, 200 when it has ended, 404 when there is none. */
export async function getOperation(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const id = operationIdIn(request);
  const known = id === undefined ? undefined : await readOperation(id, ports.instances);
  return known ? operationResponse(request, known.operation) : operationNotFound(request);
}
