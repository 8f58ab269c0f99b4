import type { AmqpError } from 'rhea';

/** Errors with the service's own conditions and wording, by which clients recognise what went wrong. */
export const amqpErrors = {
  entityNotFound: (address: string): AmqpError => ({
    condition: 'amqp:not-found',
    description: `The messaging entity '${address}' could not be found. This namespace has queues only, and only those it was started with.`,
  }),
  lockLost: (): AmqpError => ({
    condition: 'com.microsoft:message-lock-lost',
    description:
      'The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.',
  }),
  messageNotFound: (what: string): AmqpError => ({ condition: 'com.microsoft:message-not-found', description: what }),
  notAllowed: (why: string): AmqpError => ({ condition: 'amqp:not-allowed', description: why }),
  notImplemented: (what: string): AmqpError => ({ condition: 'amqp:not-implemented', description: what }),
  invalidField: (what: string): AmqpError => ({ condition: 'amqp:invalid-field', description: what }),
  unauthorized: (why: string): AmqpError => ({ condition: 'amqp:unauthorized-access', description: why }),
  messageTooLarge: (bytes: number, limit: number): AmqpError => ({
    condition: 'amqp:link:message-size-exceeded',
    description: `The received message (size:${bytes}) exceeds the limit (${limit}) currently allowed on the link.`,
  }),
} as const;
