import type { AmqpError, Delivery, EventContext, Sender } from 'rhea';
import { amqpErrors } from './amqp-error.ts';
import { encodeStored } from './amqp-message.ts';
import type { Entity } from './entity.ts';
import { deliveryTagToToken, tokenToDeliveryTag } from './lock-token.ts';
import { confirmOutcome, linkCredit, sendSettled } from './rhea-internals.ts';
import type { Settlement } from './stored-message.ts';

const SETTLED_BY_SENDER = 1;

/**
 * Delivers a queue's messages to a client's receiver and applies the receiver's settlements. Closing the link releases
 * no lock: until their locks end, its messages can still be settled by management requests.
 */
export function serveReceiver(sender: Sender, entity: Entity): void {
  const credit = linkCredit(sender);
  const mode = sender.snd_settle_mode === SETTLED_BY_SENDER ? 'receiveAndDelete' : 'peekLock';
  entity.addConsumer({
    mode,
    isGone: () => !sender.is_open(),
    hasRoom: () => credit.hasRoom(),
    deliver: (message) => {
      credit.noteSent();
      const encoded = encodeStored(message);
      if (message.lock) sender.send(encoded, tokenToDeliveryTag(message.lock.token), 0);
      else sendSettled(sender, encoded);
    },
  });

  sender.on('sender_flow', () => entity.changed());
  sender.on('sender_draining', () => credit.drain());
  sender.on('accepted', (context) => settle(context, () => ({ kind: 'complete' })));
  sender.on('released', (context) => settle(context, () => ({ kind: 'release' })));
  sender.on('modified', (context) =>
    settle(context, ({ remote_state }) => ({
      kind: remote_state?.['undeliverable_here'] ? 'defer' : 'abandon',
      properties: { ...remote_state?.['message_annotations'] },
    })),
  );
  sender.on('rejected', (context) =>
    settle(context, ({ remote_state }) => ({ kind: 'deadLetter', properties: { ...remote_state?.['error']?.info } })),
  );

  function settle({ delivery }: EventContext, decide: (delivery: Delivery) => Settlement): void {
    if (!delivery || !Buffer.isBuffer(delivery.tag)) return;
    confirmOutcome(delivery, settleLocked(entity, deliveryTagToToken(delivery.tag), decide(delivery)));
    entity.changed();
  }
}

/** Settles a message in its queue; a failure is returned as the service words it. */
export function settleLocked(entity: Entity, token: string, settlement: Settlement): AmqpError | undefined {
  const result = entity.queue.settle(token, settlement, entity.now());
  switch (result) {
    case 'settled':
      return undefined;
    case 'lockLost':
      return amqpErrors.lockLost();
    case 'notAllowed':
      return amqpErrors.notAllowed('A message in a dead-letter queue cannot be dead-lettered again.');
    default:
      return result satisfies never;
  }
}
