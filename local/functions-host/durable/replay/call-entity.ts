import * as z from 'zod';
import { entityIdOf, entityOf } from '../entities/entity-id.ts';
import { EventType } from '../history-event.ts';
import type { OpenWork } from './open-work.ts';

const Request = z.object({ id: z.string() });

export interface EntityCall {
  instanceId: string;
  operation: string;
  input?: unknown;
}

/**
 * Calls an entity. The answer is an event that is named after the request's id. The id is read from the history,
 * because the engine that recorded it may have made ids in another way.
 * @param awaitAnswer receives the id once the history shows the request.
 */
export function callEntity(
  work: OpenWork,
  caller: { instanceId: string; executionId: string },
  call: EntityCall,
  awaitAnswer: (requestId: string) => void,
): void {
  const id = work.nextId();
  const body = {
    op: call.operation,
    input: JSON.stringify(call.input) ?? null,
    id: `${caller.executionId}:${id}`,
    parent: caller.instanceId,
    parentExecution: caller.executionId,
  };
  work.decide({ kind: 'call-entity', id, to: entityIdOf(entityOf(call.instanceId)), body }, (event) => {
    if (event.EventType === EventType.EventSent) awaitAnswer(Request.parse(JSON.parse(event.Input)).id);
  });
}
