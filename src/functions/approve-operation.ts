import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Identified } from '../domain/caller.ts';
import { approvalBody } from '../http/approval-body.ts';
import { operationIdIn, operationNotFound } from '../http/operation-path.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { refuse, type TellRefused } from '../http/refusal.ts';
import { decideApproval } from '../operations/decide-approval.ts';
import type { WishPorts } from '../operations/send-wish.ts';

type Ports = WishPorts & { caller: Identified; tellRefused: TellRefused };

/** `POST operations/{id}/approvals`: records the authenticated caller's decision. Sending it twice is one decision. */
export async function approveOperation(request: HttpRequest, ports: Ports): Promise<HttpResponseInit> {
  const read = await readBody(request, approvalBody);
  if (read.kind === 'refused') return read.response;
  const id = operationIdIn(request);
  if (id === undefined) return operationNotFound(request);
  const about = { call: 'approveOperation', caller: ports.caller, role: 'GoLive.Approve' } as const;
  const outcome = await decideApproval(id, ports.caller, read.body, ports);
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
      const detail = 'The requester cannot approve their own go-live. Ask another person to approve it.';
      return refuse(request, { ...about, code: 'RequesterMayNotApprove', detail }, ports.tellRefused);
    }
    case 'other-approvers': {
      const { approvers, publisherId } = outcome;
      const detail = `This go-live wants an approval by: ${approvers.join(', ')}. The caller is ${ports.caller.principal.id} and has none of these roles. Have one of them approve it.`;
      return refuse(request, { ...about, code: 'NotAnApprover', publisherId, detail }, ports.tellRefused);
    }
  }
}
