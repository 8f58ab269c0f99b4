import type { EngineParts } from './engine-parts.ts';
import type { EntityRequest } from './entity-request.ts';

/** Gives back every lock that an orchestration still holds when its execution ends; part of a journal write. */
export function releaseLocks({ store, clock }: EngineParts, instanceId: string): void {
  for (const to of store.entities.lockedBy(instanceId)) {
    const body: EntityRequest = { kind: 'release', id: to, parent: { instanceId, executionId: '' } };
    store.inbox.send({ to, body, dueAt: clock() });
  }
}
