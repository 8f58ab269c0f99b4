import type { CloudEvent } from '@azure/eventgrid';
import { operationEventType } from '../domain/event-type.ts';
import { toRfc3339 } from '../domain/instant.ts';
import type { Transition } from '../domain/transition.ts';

/** A transition as subscribers get it. The id is made of the operation and the number: sent twice, it is the same event. */
export function toCloudEvent({ sequence, name, at, operation }: Transition, traceparent?: string): CloudEvent<unknown> {
  return {
    type: operationEventType(name),
    source: `/publishers/${operation.publisherId}/offers/${operation.offerId}`,
    subject: `operations/${operation.id}`,
    id: `${operation.id}.${sequence}`,
    time: new Date(toRfc3339(at)),
    datacontenttype: 'application/json',
    data: operation,
    extensionAttributes: { sequence, ...(traceparent !== undefined && { traceparent }) },
  };
}
