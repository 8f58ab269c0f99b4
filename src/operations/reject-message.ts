import { createHash } from 'node:crypto';
import { REJECTION } from '../domain/durable-names.ts';
import { REJECTION_REMEDIES, type Rejection } from '../domain/rejection.ts';
import type { TaskHub } from '../platform/task-hub.ts';

/** The message can never be valid, and its rejection is being announced. */
export class MessageRejected extends Error {
  readonly code: Rejection['code'];
  /** What is wrong with the message, for people who find it in the dead-letter queue. */
  readonly detail: string;
  constructor({ code, messageId, detail }: Pick<Rejection, 'code' | 'messageId' | 'detail'>) {
    super(
      `Message ${JSON.stringify(messageId)} can never start a go-live and goes to the dead-letter queue: ${detail}`,
    );
    this.name = 'MessageRejected';
    this.code = code;
    this.detail = detail;
  }
}

export type RejectedMessage = Omit<Rejection, 'id' | 'rejectedAt' | 'detail' | 'remedy'> & {
  /** The queue's sequence number, which is the same for every delivery of a message and unique to it. */
  sequenceNumber: string;
};

/**
 * Announces a message that can never be valid; every delivery starts the announcement under one id, so that it is made
 * once.
 * @throws MessageRejected in any case.
 */
export async function rejectMessage({ sequenceNumber, ...message }: RejectedMessage, taskHub: TaskHub): Promise<never> {
  const { code, queue, messageId, errors } = message;
  const detail = errors.map((error) => `${error.pointer || 'the body'} ${error.detail}`).join('; ');
  const id = `rejected-${createHash('sha256').update(`${queue}\n${sequenceNumber}\n${messageId}`).digest('hex').slice(0, 32)}`;
  const remedy = REJECTION_REMEDIES[code];
  const rejection: Rejection = { ...message, id, rejectedAt: new Date().toISOString(), detail, remedy };
  if (!(await taskHub.find(id))) await taskHub.start(REJECTION, id, rejection);
  throw new MessageRejected({ code, messageId, detail });
}
