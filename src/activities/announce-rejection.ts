import type { CloudEvent } from '@azure/eventgrid';
import { REQUEST_REJECTED } from '../domain/event-type.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { PublishOutcome } from '../platform/event-grid.ts';
import type { OperationRecord } from '../platform/record/record.ts';

interface Ports {
  record: Pick<OperationRecord, 'keepRejection'>;
  /** Reports the rejection to operators, once. */
  tell: (rejection: Rejection) => void;
  publish: (events: CloudEvent<unknown>[]) => Promise<PublishOutcome>;
}

/**
 * Records a rejection, reports it to operators once, and announces it. Running it twice leaves one row and one event.
 * @throws when the record or Event Grid is away: the orchestration tries again.
 */
export async function announceRejection(rejected: Rejection, { record, tell, publish }: Ports): Promise<void> {
  const { rejection, isNew } = await record.keepRejection(rejected);
  if (isNew) tell(rejection);
  const { id, rejectedAt, traceparent, ...data } = rejection;
  const outcome = await publish([
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
