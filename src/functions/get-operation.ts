import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Instances } from '../platform/instances.ts';
import { operationId } from './ids.ts';
import { operationOf } from './operation-of.ts';
import { operationResponse } from './operation-response.ts';
import { problemResponse } from './problem.ts';

/** `GET operations/{id}`: 202 while the operation runs, 200 when it has ended, 404 when there is none. */
export async function getOperation(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const id = operationId.safeParse(request.params['id']);
  const instance = id.success ? await ports.instances.find(id.data) : undefined;
  const operation = instance && operationOf(instance);
  if (operation) return operationResponse(request, operation);
  const detail = `No operation has the id ${JSON.stringify(request.params['id'])}. Ended operations are forgotten after the retention time.`;
  return problemResponse({ code: 'OperationNotFound', detail });
}
