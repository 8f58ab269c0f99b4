import { randomUUID } from 'node:crypto';
import type { AmqpError, EventContext, Receiver } from 'rhea';
import rhea from 'rhea';
import { amqpErrors } from './amqp-error.ts';
import { messagesOfTransfer, toContent } from './amqp-message.ts';
import type { Entity } from './entity.ts';

/** Receives the messages that a client sends to a queue. */
export function acceptSends(receiver: Receiver, entity: Entity, maxMessageSizeBytes: number): void {
  receiver.on('message', ({ message, delivery }: EventContext) => {
    if (!message || !delivery) return;
    const sizeBytes = Buffer.isBuffer(message) ? message.length : rhea.message.encode(message).length;
    if (sizeBytes > maxMessageSizeBytes) {
      return delivery.reject(amqpErrors.messageTooLarge(sizeBytes, maxMessageSizeBytes));
    }
    const fault = enqueueAll();
    if (fault) return delivery.reject(fault);
    delivery.accept();
    entity.changed();

    /** A batch is accepted as a whole or not at all. */
    function enqueueAll(): AmqpError | undefined {
      if (!message || !delivery) return undefined;
      try {
        const contents = messagesOfTransfer(message, delivery.format).map((each) => toContent(each, randomUUID));
        for (const content of contents) entity.queue.enqueue(content, entity.now());
        return undefined;
      } catch (error) {
        return amqpErrors.invalidField(error instanceof Error ? error.message : String(error));
      }
    }
  });
}
