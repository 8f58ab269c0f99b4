import type { GoLiveRequest } from '../domain/go-live-request.ts';
import type { OperationView } from '../domain/operation.ts';
import type { Instances } from '../platform/instances.ts';
import { operationOf, requestOf } from './operation-of.ts';

export interface KnownOperation {
  operation: OperationView;
  request: GoLiveRequest | undefined;
}

/** The operation of this id, if there is one. */
export async function readOperation(id: string, instances: Instances): Promise<KnownOperation | undefined> {
  const instance = await instances.find(id);
  const operation = instance && operationOf(instance);
  return operation && { operation, request: requestOf(instance) };
}
