import { type ApiRequest, type ApiResponse, empty, json, notFound, problem } from './api-exchange.ts';
import type { EngineParts } from './engine-parts.ts';
import { type Instance, isTerminal } from './instances.ts';
import { statusOf, statusOptions } from './status.ts';

const RETRY_AFTER_STATUS_SECONDS = '5';
const PAGE = 100;
const CONTINUATION = 'x-ms-continuation-token';

/** `GET instances/{id}`: 202 while it has not ended. */
export function getInstance(parts: EngineParts, request: ApiRequest, id: string): ApiResponse {
  const instance = parts.store.instances.get(id);
  if (!instance) return notFound(id);
  const status = statusOf(parts, instance, statusOptions(request.query));
  if (!isTerminal(instance.status)) {
    const query = request.query.size > 0 ? `?${request.query}` : '';
    const location = `${request.baseUrl}/instances/${encodeURIComponent(id)}${query}`;
    return json(202, status, { location, 'retry-after': RETRY_AFTER_STATUS_SECONDS });
  }
  const wants500 = request.query.get('returnInternalServerErrorOnFailure')?.toLowerCase() === 'true';
  return json(wants500 && instance.status === 'Failed' ? 500 : 200, status);
}

/** `GET instances`: pages of instances in the order of their ids. */
export function listInstances(parts: EngineParts, { query, headers }: ApiRequest): ApiResponse {
  const times = createdTimes(query);
  if (!times) return problem(400, 'createdTimeFrom and createdTimeTo must be dates.');
  const limit = Math.max(1, Math.trunc(Number(query.get('top'))) || PAGE);
  const token = headers[CONTINUATION];
  const page = parts.store.instances.list({
    ...times,
    idPrefix: query.get('instanceIdPrefix') ?? undefined,
    statuses: runtimeStatuses(query),
    afterId: token && Buffer.from(token, 'base64url').toString(),
    limit: limit + 1,
  });
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  const more: Record<string, string> = {};
  if (page.length > limit && last) more[CONTINUATION] = Buffer.from(last.id).toString('base64url');
  const options = { ...statusOptions(query), showHistory: false };
  return json(
    200,
    shown.map((instance) => statusOf(parts, instance, options)),
    more,
  );
}

/** `DELETE instances/{id}`: forgets an instance that has ended. */
export async function purgeInstance(parts: EngineParts, id: string): Promise<ApiResponse> {
  const instance = parts.store.instances.get(id);
  if (!instance) return notFound(id);
  if (!isTerminal(instance.status)) {
    return problem(412, `The instance '${id}' is ${instance.status}; only ended instances can be purged.`);
  }
  await parts.journal.write(() => forget(parts, instance));
  return json(200, { instancesDeleted: 1 });
}

/** `DELETE instances?createdTimeFrom=...`: forgets all ended instances that match. */
export async function purgeInstances(parts: EngineParts, { query }: ApiRequest): Promise<ApiResponse> {
  const times = createdTimes(query);
  if (times?.createdFrom === undefined) return problem(400, 'Please provide a value for createdTimeFrom.');
  const statuses = runtimeStatuses(query);
  const purged = await parts.journal.write(() => {
    const matching = parts.store.instances
      .list({ ...times, statuses, limit: Number.MAX_SAFE_INTEGER })
      .filter(({ status }) => isTerminal(status));
    for (const instance of matching) forget(parts, instance);
    return matching.length;
  });
  return purged === 0 ? empty(404) : json(200, { instancesDeleted: purged });
}

function forget({ store }: EngineParts, { id }: Instance): void {
  store.instances.remove(id);
  store.history.remove(id);
  store.inbox.clear(id);
  store.workItems.clear(id);
}

function createdTimes(query: URLSearchParams): { createdFrom?: number; createdTo?: number } | undefined {
  const [from, to] = [query.get('createdTimeFrom'), query.get('createdTimeTo')].map((text) =>
    text ? Date.parse(text) : undefined,
  );
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return { ...(from !== undefined && { createdFrom: from }), ...(to !== undefined && { createdTo: to }) };
}

function runtimeStatuses(query: URLSearchParams): string[] | undefined {
  const names = query.getAll('runtimeStatus').flatMap((text) => text.split(','));
  return names.length > 0 ? names.map((name) => name.trim()).filter((name) => name !== '') : undefined;
}
