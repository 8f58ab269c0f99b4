import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { invalidRequest } from '../http/invalid-request.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { readQuery } from '../http/read-query.ts';
import { transitionPageResponse, transitionQuery } from '../http/transition-page.ts';
import { type ReadPorts, readOperation } from '../operations/read-operation.ts';

/** `GET operations/{id}/transitions`: the history of an operation, oldest first. */
export async function listTransitions(request: HttpRequest, ports: ReadPorts): Promise<HttpResponseInit> {
  const query = readQuery(request, transitionQuery);
  if (query.kind === 'invalid') return invalidRequest(query.errors);
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const page = await ports.record.readTransitions(id, query.value);
  const isKnown = page.transitions.length > 0 || (await readOperation(id, ports)) !== undefined;
  return isKnown ? transitionPageResponse(request, page) : operationNotFound(request);
}
