import type { EngineParts } from '../engine-parts.ts';
import { isEntity } from '../entities/entity-id.ts';
import { isTerminal } from '../store/instances.ts';
import { type ApiResponse, empty, json } from './exchange.ts';
import { statusesIn, timeIn } from './filter.ts';

/** `DELETE instances/{id}`: deletes an instance that has ended, or an entity. */
export async function purgeInstance(parts: EngineParts, id: string): Promise<ApiResponse> {
  const instance = parts.store.instances.get(id);
  if (!instance) return empty(404);
  if (!isTerminal(instance.status) && !isEntity(id, instance)) {
    const only = 'Only orchestrations in a terminal state can be purged';
    return json(412, `${only}, but the orchestration with instance ID ${id} has status ${instance.status}`);
  }
  await parts.journal.write(() => forget(parts, id));
  return json(200, { instancesDeleted: 1 });
}

/**
 * `DELETE instances?createdTimeFrom=...`: deletes ALL matches, running instances and entities too. Of the requested
 * statuses only those of ended instances count; without any of them, the status is not a condition.
 */
export async function purgeInstances(parts: EngineParts, query: URLSearchParams): Promise<ApiResponse> {
  const createdFrom = timeIn(query, 'createdTimeFrom');
  if (createdFrom === undefined) return json(400, "Please provide value for 'createdTimeFrom' parameter.");
  const createdTo = timeIn(query, 'createdTimeTo');
  const ended = statusesIn(query)?.filter(isTerminal) ?? [];
  const statuses = ended.length > 0 ? ended : undefined;
  const purged = await parts.journal.write(() => {
    const filter = { createdFrom, createdTo, statuses, limit: Number.MAX_SAFE_INTEGER };
    const matching = parts.store.instances.list(filter);
    for (const { id } of matching) forget(parts, id);
    return matching.length;
  });
  return purged === 0 ? empty(404) : json(200, { instancesDeleted: purged });
}

function forget({ store }: EngineParts, id: string): void {
  store.instances.remove(id);
  store.history.remove(id);
  store.inbox.clear(id);
  store.workItems.clear(id);
}
