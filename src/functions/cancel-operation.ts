import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Signal } from '../domain/command.ts';
import type { OperationView } from '../domain/operation.ts';
import { cancelBody } from '../http/cancel-body.ts';
import { acceptedResponse } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { readOperation } from '../operations/read-operation.ts';
import { SIGNAL_EVENT } from '../orchestrators/signals.ts';
import type { Instances } from '../platform/instances.ts';

/**
 * `POST operations/{id}/cancel`: 202 when the wish is taken in, and again when it was before. What becomes of it the
 * operation says: `cancellation.state`.
 */
export async function cancelOperation(
  request: HttpRequest,
  ports: { instances: Instances },
): Promise<HttpResponseInit> {
  const read = await readBody(request, cancelBody);
  if (read.kind === 'refused') return read.response;
  const before = await readOperation(request, ports.instances);
  if (before.kind === 'refused') return before.response;
  const { operation } = before;
  if (isCanceledAlready(operation)) return acceptedResponse(request, operation);
  const refused = refusal(operation);
  if (refused) return refused;

  const { reason, notificationEmails = [] } = read.body;
  const signal: Signal = { kind: 'cancel', ...(reason !== undefined && { reason }), notificationEmails };
  await ports.instances.raise(operation.id, SIGNAL_EVENT, signal);

  // The engine drops a signal for an instance that has ended meanwhile, and says nothing.
  const after = await readOperation(request, ports.instances);
  if (after.kind === 'refused') return after.response;
  if (after.operation.phase === 'ended' && !isCanceledAlready(after.operation)) return alreadyEnded(after.operation);
  return acceptedResponse(request, after.operation);
}

/** Asked for before, and not refused: asked twice is one cancel. */
function isCanceledAlready({ cancellation }: OperationView): boolean {
  return cancellation !== undefined && cancellation.state !== 'tooLate';
}

function refusal(operation: OperationView): HttpResponseInit | undefined {
  if (operation.phase === 'ended') return alreadyEnded(operation);
  const { cancellation, marketplace, joined } = operation;
  // What somebody else started is not canceled but left alone, which is always possible.
  const saidNo = cancellation?.state === 'tooLate' || (marketplace?.cancelable === false && !joined);
  if (!saidNo) return undefined;
  const detail = 'The marketplace no longer cancels this go-live: it goes on to its end. Follow the operation.';
  return problemResponse({ code: 'TooLateToCancel', detail });
}

function alreadyEnded({ status }: OperationView): HttpResponseInit {
  const detail = `The operation has ended: ${status}. Nothing is left to cancel.`;
  return problemResponse({ code: 'AlreadyEnded', detail });
}
