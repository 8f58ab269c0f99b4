import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Instances } from '../platform/instances.ts';
import { fieldErrors } from './field-errors.ts';
import { invalidRequest } from './invalid-request.ts';
import { newestOperations } from './newest-operations.ts';
import { operationQuery } from './operation-query.ts';

/** `GET operations`: a page of operations, newest first. */
export async function listOperations(request: HttpRequest, ports: { instances: Instances }): Promise<HttpResponseInit> {
  const query = operationQuery.safeParse(parametersOf(request));
  if (!query.success) return invalidRequest(fieldErrors(query.error).map(inQuery));
  const page = await newestOperations(query.data, { ...ports, now: Date.now() });
  return { status: 200, jsonBody: page };
}

/** A parameter given several times is a list; `code` is the host's own. */
function parametersOf({ query }: HttpRequest): Record<string, string> {
  const names = [...new Set(query.keys())].filter((name) => name !== 'code');
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]));
}

function inQuery({ pointer, detail }: { pointer: string; detail: string }): { pointer: string; detail: string } {
  const [, name = ''] = pointer.split('/');
  return { pointer: `query:${name}`, detail };
}
