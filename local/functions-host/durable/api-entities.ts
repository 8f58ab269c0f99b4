import { type ApiRequest, type ApiResponse, empty, problem } from './api-exchange.ts';
import { isJson } from './api-start.ts';
import type { EngineParts } from './engine-parts.ts';
import { type EntityRequest, schedulerId } from './entity-request.ts';
import { newId } from './start-instance.ts';

/** `GET entities/{name}/{key}`: the entity's state. */
export function readEntity({ store }: EngineParts, name: string, key: string): ApiResponse {
  const { state } = store.entities.get(schedulerId({ name, key }));
  if (state === null) return empty(404);
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: state };
}

/** `POST entities/{name}/{key}?op=`: sends a signal. */
export async function signalEntity(
  { registry, journal, store, clock }: EngineParts,
  { query, body: input }: ApiRequest,
  name: string,
  key: string,
): Promise<ApiResponse> {
  if (!registry.find('entityTrigger', name)) return problem(400, registry.describeMissing('entityTrigger', name));
  if (input !== '' && !isJson(input)) return problem(400, 'The operation input is not valid JSON.');
  const body: EntityRequest = {
    kind: 'operation',
    id: newId(),
    op: query.get('op') ?? '',
    signal: true,
    input: input || null,
  };
  await journal.write(() => store.inbox.send({ to: schedulerId({ name, key }), body, dueAt: clock() }));
  return empty(202);
}
