import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { approvalBody } from '../http/approval-body.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { type Belief, principalOf } from '../http/principal.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { decideApproval } from '../operations/decide-approval.ts';
import type { WishPorts } from '../operations/send-wish.ts';

type Ports = WishPorts & Belief;

/** `POST operations/{id}/approvals`: takes in the decision of the authenticated caller. Sent twice it is one decision. */
export async function approveOperation(request: HttpRequest, ports: Ports): Promise<HttpResponseInit> {
  const principal = await principalOf(request, ports);
  if (!principal) {
    const detail =
      "Who approves has to be known. Call with a token of a person through the platform's authentication; a function key is no identity.";
    return problemResponse({ code: 'IdentityRequired', detail });
  }
  const read = await readBody(request, approvalBody);
  if (read.kind === 'refused') return read.response;
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const outcome = await decideApproval(id, principal, read.body, ports);
  switch (outcome.kind) {
    case 'decided':
      return acceptedResponse(request, outcome.operation);
    case 'not-found':
      return operationNotFound(request);
    case 'ended': {
      const detail = `The operation has ended: ${outcome.status}. There is nothing to approve.`;
      return problemResponse({ code: 'AlreadyEnded', detail });
    }
    case 'not-awaiting': {
      const detail = `The operation is ${outcome.phase} and does not wait for an approval. Look at its phase, then decide.`;
      return problemResponse({ code: 'NotAwaitingApproval', detail });
    }
    case 'own-request': {
      const detail = 'Who asked for this go-live may not approve it. Have another person approve it.';
      return problemResponse({ code: 'RequesterMayNotApprove', detail });
    }
  }
}
