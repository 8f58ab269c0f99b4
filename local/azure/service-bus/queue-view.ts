import { bodyForPeople } from './amqp-message.ts';
import type { Entity } from './entity.ts';
import type { StoredMessage } from './stored-message.ts';

/** A message in a form for people. */
export interface MessageView {
  readonly sequenceNumber: number;
  readonly messageId: string;
  readonly state: StoredMessage['state'];
  readonly deliveryCount: number;
  readonly enqueuedAt: string;
  readonly lockedUntil?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A queue at one moment; `active` counts locked messages too, as in Azure. */
export interface QueueView {
  readonly name: string;
  readonly active: number;
  readonly deferred: number;
  readonly scheduled: number;
  readonly deadLettered: number;
  readonly messages: readonly MessageView[];
  readonly deadLetters: readonly MessageView[];
}

/** Reads a queue and its dead-letter queue without changing them. */
export function viewQueue(main: Entity, deadLetters: Entity): QueueView {
  const messages = main.queue.peek(0, main.now());
  const given = deadLetters.queue.peek(0, deadLetters.now());
  const count = (state: StoredMessage['state']) => messages.filter((message) => message.state === state).length;
  return {
    name: main.queue.settings.name,
    active: count('active'),
    deferred: count('deferred'),
    scheduled: count('scheduled'),
    deadLettered: given.length,
    messages: messages.map(viewMessage),
    deadLetters: given.map(viewMessage),
  };
}

function viewMessage({ content, lock, ...message }: StoredMessage): MessageView {
  return {
    sequenceNumber: message.sequenceNumber,
    messageId: content.messageId,
    state: message.state,
    deliveryCount: message.deliveryCount,
    enqueuedAt: new Date(message.enqueuedAt).toISOString(),
    ...(lock ? { lockedUntil: new Date(lock.until).toISOString() } : {}),
    properties: content.properties,
    body: bodyForPeople(content),
  };
}
