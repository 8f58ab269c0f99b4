import type { CloudEvent } from '@azure/eventgrid';
import { operationEventType } from '../domain/event-type.ts';
import { toRfc3339 } from '../domain/instant.ts';
import type { Transition } from '../domain/transition.ts';

/** A transition as subscribers receive it. Its id is the same each time, so a duplicate can be recognized. */
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
