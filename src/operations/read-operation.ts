import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { GoLiveRequest } from '../domain/go-live-request.ts';
import type { OperationView } from '../domain/operation.ts';
import { operationId } from '../http/ids.ts';
import { problemResponse } from '../http/problem.ts';
import type { Instances } from '../platform/instances.ts';
import { operationOf, requestOf } from './operation-of.ts';

export type ReadOperation =
  | { kind: 'operation'; operation: OperationView; request: GoLiveRequest | undefined }
  | { kind: 'refused'; response: HttpResponseInit };

/** The operation that the path names, or 404. */
export async function readOperation(request: HttpRequest, instances: Instances): Promise<ReadOperation> {
  const id = operationId.safeParse(request.params['id']);
  const instance = id.success ? await instances.find(id.data) : undefined;
  const operation = instance && operationOf(instance);
  if (operation) return { kind: 'operation', operation, request: requestOf(instance) };
  const name = JSON.stringify((request.params['id'] ?? '').slice(0, 100));
  const detail = `No operation has the id ${name}. Ended operations are forgotten after the retention time.`;
  return { kind: 'refused', response: problemResponse({ code: 'OperationNotFound', detail }) };
}
