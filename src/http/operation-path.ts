import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { operationId } from './ids.ts';
import { problemResponse } from './problem.ts';

/** The id in the path; undefined when it is not a possible operation id. */
export function operationIdIn(request: HttpRequest): string | undefined {
  return operationId.safeParse(request.params['id']).data;
}

/** 404 for the operation that the path names. */
export function operationNotFound(request: HttpRequest): HttpResponseInit {
  const name = JSON.stringify((request.params['id'] ?? '').slice(0, 100));
  const detail = `No operation has the id ${name}. Ended operations are forgotten after the retention time.`;
  return problemResponse({ code: 'OperationNotFound', detail });
}
