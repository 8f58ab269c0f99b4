import type { FieldError } from './field-error.ts';

export const REJECTION_CODES = ['InvalidRequest', 'IdempotencyKeyReused'] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** What the sender of the message can do. */
export const REJECTION_REMEDIES: Record<RejectionCode, string> = {
  InvalidRequest: 'Correct what is named and send the message again. As it came it lies in the dead-letter queue.',
  IdempotencyKeyReused:
    'Send it again under a message id of its own: its id belongs to the operation that is named. As it came it lies in the dead-letter queue.',
};

/** A message that can never be valid. Its content is not repeated: it is in the dead-letter queue. */
export interface Rejection {
  /** The same for each delivery of the message. */
  id: string;
  queue: string;
  messageId: string;
  rejectedAt: string;
  code: RejectionCode;
  detail: string;
  errors: FieldError[];
  remedy: string;
  traceparent?: string | undefined;
}
