import type { FieldError } from './field-error.ts';

export const REJECTION_CODES = ['InvalidRequest', 'IdempotencyKeyReused'] as const;

/** A message that can never be valid. Its content is not repeated: it is in the dead-letter queue. */
export interface Rejection {
  /** The same for each delivery of the message. */
  id: string;
  queue: string;
  messageId: string;
  rejectedAt: string;
  code: (typeof REJECTION_CODES)[number];
  detail: string;
  errors: FieldError[];
  traceparent?: string | undefined;
}
