import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type * as z from 'zod';
import type { Signal } from '../domain/command.ts';
import type { GoLiveRequest } from '../domain/go-live-request.ts';
import type { OperationView } from '../domain/operation.ts';
import { approvalBody } from '../http/approval-body.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { type Principal, principalOf } from '../http/principal.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { readOperation } from '../operations/read-operation.ts';
import { SIGNAL_EVENT } from '../orchestrators/signals.ts';
import type { Instances } from '../platform/instances.ts';

interface Ports {
  instances: Instances;
  platformAuthenticates: boolean;
}

type Decision = z.infer<typeof approvalBody>;

/** `POST operations/{id}/approvals`: takes in the decision of the authenticated caller. Sent twice it is one decision. */
export async function approveOperation(request: HttpRequest, ports: Ports): Promise<HttpResponseInit> {
  const principal = principalOf(request, ports.platformAuthenticates);
  if (!principal) {
    const detail =
      "Who approves has to be known. Call with a token of a person through the platform's authentication; a function key is no identity.";
    return problemResponse({ code: 'IdentityRequired', detail });
  }
  const read = await readBody(request, approvalBody);
  if (read.kind === 'refused') return read.response;
  const before = await readOperation(request, ports.instances);
  if (before.kind === 'refused') return before.response;
  const { operation } = before;
  if (isDecidedAlready(operation, principal, read.body)) return acceptedResponse(request, operation);
  const refused = refusal(operation, before.request, principal, read.body);
  if (refused) return refused;

  const { id: principalId, name } = principal;
  const signal: Signal = { kind: 'approval', principalId, ...(name !== undefined && { name }), ...read.body };
  await ports.instances.raise(operation.id, SIGNAL_EVENT, signal);
  const after = await readOperation(request, ports.instances);
  return after.kind === 'operation' ? acceptedResponse(request, after.operation) : after.response;
}

function isDecidedAlready({ approval }: OperationView, { id }: Principal, { decision }: Decision): boolean {
  return approval?.decisions.some((one) => one.principalId === id && one.decision === decision) ?? false;
}

function refusal(
  operation: OperationView,
  request: GoLiveRequest | undefined,
  principal: Principal,
  { decision }: Decision,
): HttpResponseInit | undefined {
  const { status, phase } = operation;
  if (phase === 'ended') {
    return problemResponse({
      code: 'AlreadyEnded',
      detail: `The operation has ended: ${status}. Nothing is to approve.`,
    });
  }
  if (phase !== 'awaiting-approval') {
    const detail = `The operation is ${phase} and does not wait for an approval. Look at its phase, then decide.`;
    return problemResponse({ code: 'NotAwaitingApproval', detail });
  }
  const isOwn = request?.approval?.distinctFromRequester === true && request.requestedBy === principal.id;
  if (!isOwn || decision === 'reject') return undefined;
  const detail = 'Who asked for this go-live may not approve it. Have another person approve it.';
  return problemResponse({ code: 'RequesterMayNotApprove', detail });
}
