import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { operationResponse } from '../http/operation-response.ts';
import { type ReadPorts, readOperation } from '../operations/read-operation.ts';

/** `GET operations/{id}`: 202 while the operation runs, 200 when it has ended, 404 when there is none. */
export async function getOperation(request: HttpRequest, ports: ReadPorts): Promise<HttpResponseInit> {
  const id = operationIdIn(request);
  const operation = id === undefined ? undefined : await readOperation(id, ports);
  return operation ? operationResponse(request, operation) : operationNotFound(request);
}
