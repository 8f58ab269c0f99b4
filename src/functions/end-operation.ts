import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Identified } from '../domain/caller.ts';
import { endBody } from '../http/end-body.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { acceptedResponse, retryAfterSeconds } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { requestEnd } from '../operations/request-end.ts';
import type { WishPorts } from '../operations/send-wish.ts';

/**
 * `POST operations/{id}/end`: a person asserts how an operation ended that cannot find out by itself. It is no longer
 * followed and leaves the lane; nothing is sent to the marketplace.
 */
export async function endOperation(
  request: HttpRequest,
  ports: WishPorts & { caller: Identified },
): Promise<HttpResponseInit> {
  const read = await readBody(request, endBody);
  if (read.kind === 'refused') return read.response;
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const { as } = read.body;
  const outcome = await requestEnd(id, { by: ports.caller.principal, ...read.body }, ports);
  switch (outcome.kind) {
    case 'requested':
      return acceptedResponse(request, outcome.operation);
    case 'not-found':
      return operationNotFound(request);
    case 'ended': {
      const { status, ending } = outcome.operation;
      const how = ending ? `somebody ended it as ${ending.as}` : status;
      return problemResponse({
        code: 'AlreadyEnded',
        detail: `The operation has ended: ${how}. It cannot end as ${as} any more.`,
      });
    }
    case 'not-submitted': {
      const detail = `The operation is ${outcome.operation.phase}: nothing of it is at the marketplace, so it has no end to tell of. Cancel it instead.`;
      return problemResponse({ code: 'NotSubmitted', detail });
    }
    case 'outcome-unknown': {
      const detail = `The operation is ${outcome.operation.phase}: whether the marketplace accepted its submission is being proven, and another go-live must not begin before. Try again later, or cancel it: a cancel waits for the proof.`;
      return problemResponse({
        code: 'OutcomeUnknown',
        detail,
        retryAfterSeconds: retryAfterSeconds(outcome.operation),
      });
    }
  }
}
