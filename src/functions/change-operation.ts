import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { actorOf, type Caller } from '../domain/caller.ts';
import { invalidRequest } from '../http/invalid-request.ts';
import { operationPatch } from '../http/operation-patch.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { requestDeadline } from '../operations/request-deadline.ts';
import type { WishPorts } from '../operations/send-wish.ts';

/** `PATCH operations/{id}`: another deadline for a running operation. */
export async function changeOperation(
  request: HttpRequest,
  ports: WishPorts & { caller: Caller },
): Promise<HttpResponseInit> {
  const read = await readBody(request, operationPatch);
  if (read.kind === 'refused') return read.response;
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const outcome = await requestDeadline(id, read.body.deadline, actorOf(ports.caller), ports);
  switch (outcome.kind) {
    case 'requested':
      return acceptedResponse(request, outcome.operation);
    case 'invalid':
      return invalidRequest(outcome.errors);
    case 'not-found':
      return operationNotFound(request);
    case 'ended': {
      const detail = `The operation has ended: ${outcome.status}. A deadline means nothing to it any more.`;
      return problemResponse({ code: 'AlreadyEnded', detail });
    }
  }
}
