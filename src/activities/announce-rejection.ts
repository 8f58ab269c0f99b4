import type { CloudEvent } from '@azure/eventgrid';
import { REQUEST_REJECTED } from '../domain/event-type.ts';
import type { FieldError } from '../domain/field-error.ts';
import type { PublishOutcome } from '../platform/event-grid.ts';

/** A message that can never be valid. Its content is not repeated: it is in the dead-letter queue. */
export interface Rejection {
  /** The same for each delivery of the message. */
  id: string;
  queue: string;
  messageId: string;
  rejectedAt: string;
  code: string;
  detail: string;
  errors: FieldError[];
  traceparent?: string;
}

/**
 * Announces that a message was rejected.
 * @throws when Event Grid is away: the orchestration tries again.
 */
export async function announceRejection(
  { id, rejectedAt, traceparent, ...data }: Rejection,
  ports: { publish: (events: CloudEvent<unknown>[]) => Promise<PublishOutcome> },
): Promise<void> {
  const outcome = await ports.publish([
    {
      type: REQUEST_REJECTED,
      source: `/queues/${data.queue}`,
      subject: `messages/${encodeURIComponent(data.messageId.toWellFormed())}`,
      id,
      time: new Date(rejectedAt),
      datacontenttype: 'application/json',
      data,
      ...(traceparent !== undefined && { extensionAttributes: { traceparent } }),
    },
  ]);
  if (outcome.kind !== 'published') throw new Error(outcome.message);
}
