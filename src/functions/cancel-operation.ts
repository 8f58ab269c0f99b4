import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { actorOf, type Caller } from '../domain/caller.ts';
import { cancelBody } from '../http/cancel-body.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { requestCancel } from '../operations/request-cancel.ts';
import type { WishPorts } from '../operations/send-wish.ts';

/**
 * `POST operations/{id}/cancel`: 202 when the wish is accepted, and again when it was accepted before.
 * `cancellation.state` of the operation shows what becomes of it.
 */
export async function cancelOperation(
  request: HttpRequest,
  ports: WishPorts & { caller: Caller },
): Promise<HttpResponseInit> {
  const read = await readBody(request, cancelBody);
  if (read.kind === 'refused') return read.response;
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const { reason, notificationEmails = [] } = read.body;
  const by = actorOf(ports.caller);
  const wish = { by, ...(reason !== undefined && { reason }), notificationEmails };
  const outcome = await requestCancel(id, wish, ports);
  switch (outcome.kind) {
    case 'requested':
      return acceptedResponse(request, outcome.operation);
    case 'not-found':
      return operationNotFound(request);
    case 'too-late': {
      const detail = 'The marketplace no longer cancels this go-live: it goes on to its end. Follow the operation.';
      return problemResponse({ code: 'TooLateToCancel', detail });
    }
    case 'ended': {
      const detail = `The operation has ended: ${outcome.status}. Nothing is left to cancel.`;
      return problemResponse({ code: 'AlreadyEnded', detail });
    }
  }
}
