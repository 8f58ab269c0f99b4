import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { resultResponse } from '../http/operation-response.ts';
import { type ReadPorts, readOperation } from '../operations/read-operation.ts';

/** `GET operations/{id}/result`: 202 while the operation runs, 200 when it has succeeded, 409 when it has not. */
export async function getResult(request: HttpRequest, ports: ReadPorts): Promise<HttpResponseInit> {
  const id = operationIdIn(request);
  const operation = id === undefined ? undefined : await readOperation(id, ports);
  return operation ? resultResponse(request, operation) : operationNotFound(request);
}
