import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { actorOf, type Caller } from '../domain/caller.ts';
import { lookBody } from '../http/look-body.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { requestLook } from '../operations/request-look.ts';
import type { WishPorts } from '../operations/send-wish.ts';

/** `POST operations/{id}/look`: makes the next look at the marketplace now, at most once a minute. */
export async function lookAtOperation(
  request: HttpRequest,
  ports: WishPorts & { caller: Caller },
): Promise<HttpResponseInit> {
  const read = await readBody(request, lookBody);
  if (read.kind === 'refused') return read.response;
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const outcome = await requestLook(id, { by: actorOf(ports.caller), ...read.body }, ports);
  switch (outcome.kind) {
    case 'requested':
      return acceptedResponse(request, outcome.operation);
    case 'not-found':
      return operationNotFound(request);
    case 'ended': {
      const detail = `The operation has ended: ${outcome.status}. There is nothing to look for.`;
      return problemResponse({ code: 'AlreadyEnded', detail });
    }
    case 'nothing-to-look-at': {
      const detail = `The operation is ${outcome.phase} and looks at nothing now: it waits for a date, for people or for the answer to its submission.`;
      return problemResponse({ code: 'NothingToLookAt', detail });
    }
    case 'too-soon': {
      const { retryAfterSeconds } = outcome;
      const detail = `Somebody had it look less than a minute ago. Read the operation, or try again in ${retryAfterSeconds} s.`;
      return problemResponse({ code: 'TooManyLooks', detail, retryAfterSeconds });
    }
  }
}
