import { randomUUID } from 'node:crypto';
import type { AmqpError } from 'rhea';
import rhea from 'rhea';
import * as z from 'zod';
import { amqpErrors } from './amqp-error.ts';
import { decodeMessage, encodeStored, toContent } from './amqp-message.ts';
import type { Entity } from './entity.ts';
import { bytesToToken, tokenToBytes } from './lock-token.ts';
import { type ManagementBody, managementRequests } from './management-request.ts';
import { settleLocked } from './receiving-link.ts';
import type { AmqpRequest, AmqpResponse } from './request-link.ts';
import { deadLetterProperties, type Settlement, type StoredMessage } from './stored-message.ts';

const LONG = 0x81;
const TIMESTAMP = 0x83;

/** Answers a request to an entity's `$management` node. */
export function manage(entity: Entity, { operation, body }: AmqpRequest): AmqpResponse {
  const response = dispatch(entity, operation, body);
  entity.changed();
  return response;
}

function dispatch(entity: Entity, operation: string, body: unknown): AmqpResponse {
  switch (operation) {
    case 'com.microsoft:renew-lock':
      return parsed(managementRequests[operation], body, (request) => renewLocks(entity, request));
    case 'com.microsoft:peek-message':
      return parsed(managementRequests[operation], body, (request) => peek(entity, request));
    case 'com.microsoft:schedule-message':
      return parsed(managementRequests[operation], body, (request) => schedule(entity, request));
    case 'com.microsoft:cancel-scheduled-message':
      return parsed(managementRequests[operation], body, (request) => cancelScheduled(entity, request));
    case 'com.microsoft:receive-by-sequence-number':
      return parsed(managementRequests[operation], body, (request) => receiveDeferred(entity, request));
    case 'com.microsoft:update-disposition':
      return parsed(managementRequests[operation], body, (request) => updateDisposition(entity, request));
    default:
      return refused(501, amqpErrors.notImplemented(`This namespace does not know the operation '${operation}'.`));
  }
}

function parsed<Body>(schema: z.ZodType<Body>, body: unknown, answer: (body: Body) => AmqpResponse): AmqpResponse {
  const request = schema.safeParse(body);
  return request.success ? answer(request.data) : refused(400, amqpErrors.invalidField(z.prettifyError(request.error)));
}

function refused(status: number, error: AmqpError): AmqpResponse {
  return { status, error };
}

function renewLocks(entity: Entity, request: ManagementBody<'com.microsoft:renew-lock'>): AmqpResponse {
  const ends = request['lock-tokens'].map((token) => entity.queue.renewLock(bytesToToken(token), entity.now()));
  if (ends.includes(undefined)) return refused(410, amqpErrors.lockLost());
  return { status: 200, body: { expirations: rhea.types.wrap_array(ends, TIMESTAMP, undefined) } };
}

function peek(entity: Entity, request: ManagementBody<'com.microsoft:peek-message'>): AmqpResponse {
  const found = entity.queue.peek(request['from-sequence-number'], entity.now()).slice(0, request['message-count']);
  if (found.length === 0) return { status: 204, description: 'No Content' };
  const omitBody = request['omit-message-body'] ?? false;
  return {
    status: 200,
    body: { messages: found.map((message) => ({ message: encodeStored(message, { omitBody }) })) },
  };
}

function schedule(entity: Entity, request: ManagementBody<'com.microsoft:schedule-message'>): AmqpResponse {
  const contents = request.messages.map(({ message }) => toContent(decodeMessage(message), randomUUID));
  const numbers = contents.map((content) => entity.queue.enqueue(content, entity.now()) ?? 0);
  return { status: 200, body: { 'sequence-numbers': rhea.types.wrap_array(numbers, LONG, undefined) } };
}

function cancelScheduled(
  entity: Entity,
  request: ManagementBody<'com.microsoft:cancel-scheduled-message'>,
): AmqpResponse {
  if (entity.queue.cancelScheduled(request['sequence-numbers'], entity.now())) return { status: 200 };
  return refused(404, amqpErrors.messageNotFound('One of the messages to cancel is not, or no longer, scheduled.'));
}

function receiveDeferred(
  entity: Entity,
  request: ManagementBody<'com.microsoft:receive-by-sequence-number'>,
): AmqpResponse {
  const mode = request['receiver-settle-mode'];
  const found = entity.queue.receiveDeferred(request['sequence-numbers'], mode, entity.now());
  if (!found) {
    const what =
      'Failed to lock one or more specified messages. The message does not exist, or is locked or not deferred.';
    return refused(404, amqpErrors.messageNotFound(what));
  }
  return { status: 200, body: { messages: found.map(withLockToken) } };
}

function withLockToken(message: StoredMessage): Record<string, unknown> {
  const token = message.lock ? { 'lock-token': rhea.types.wrap_uuid(tokenToBytes(message.lock.token)) } : {};
  return { message: encodeStored(message), ...token };
}

function updateDisposition(entity: Entity, request: ManagementBody<'com.microsoft:update-disposition'>): AmqpResponse {
  const settlement = settlementOf(request);
  for (const token of request['lock-tokens']) {
    const error = settleLocked(entity, bytesToToken(token), settlement);
    if (error) return refused(error.condition === 'amqp:not-allowed' ? 400 : 410, error);
  }
  return { status: 200 };
}

function settlementOf(request: ManagementBody<'com.microsoft:update-disposition'>): Settlement {
  const properties = request['properties-to-modify'] ?? {};
  const status = request['disposition-status'];
  switch (status) {
    case 'completed':
      return { kind: 'complete' };
    case 'abandoned':
      return { kind: 'abandon', properties };
    case 'defered':
      return { kind: 'defer', properties };
    case 'suspended': {
      const reason = deadLetterProperties(request['deadletter-reason'], request['deadletter-description']);
      return { kind: 'deadLetter', properties: { ...properties, ...reason } };
    }
    default:
      return status satisfies never;
  }
}
