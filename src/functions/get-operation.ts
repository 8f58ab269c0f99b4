import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { operationResponse } from '../http/operation-response.ts';
import { readOperation } from '../operations/read-operation.ts';
import type { Instances } from '../platform/instances.ts';

/** `GET operations/{id}`: 202 while the operation runs, 200 when it has ended, 404 when there is none. */
export async function getOperation(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const read = await readOperation(request, ports.instances);
  return read.kind === 'operation' ? operationResponse(request, read.operation) : read.response;
}
