import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { resultResponse } from '../http/operation-response.ts';
import { readOperation } from '../operations/read-operation.ts';
import type { Instances } from '../platform/instances.ts';

/** `GET operations/{id}/result`: 202 while the operation runs, 200 when it has succeeded, 409 when it has not. */
export async function getResult(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const id = operationIdIn(request);
  const known = id === undefined ? undefined : await readOperation(id, ports.instances);
  return known ? resultResponse(request, known.operation) : operationNotFound(request);
}
