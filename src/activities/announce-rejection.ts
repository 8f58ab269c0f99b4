import type { CloudEvent } from '@azure/eventgrid';
import { REQUEST_REJECTED } from '../domain/event-type.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { PublishOutcome } from '../platform/event-grid.ts';

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
