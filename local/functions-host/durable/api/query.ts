import type { EngineParts } from '../engine-parts.ts';
import { isTerminal } from '../store/instances.ts';
import { type ApiRequest, type ApiResponse, empty, json } from './exchange.ts';
import { statusesIn, timeIn } from './filter.ts';
import { statusOf, statusOptions } from './status.ts';

const RETRY_AFTER_STATUS_SECONDS = '5';
const PAGE = 100;
const CONTINUATION = 'x-ms-continuation-token';

/** `GET instances/{id}`: 202 until the instance has ended. */
export function getInstance(parts: EngineParts, request: ApiRequest, id: string): ApiResponse {
  const instance = parts.store.instances.get(id);
  if (!instance) return empty(404);
  const status = statusOf(parts, instance, statusOptions(request.query));
  if (!isTerminal(instance.status)) {
    const query = request.query.size > 0 ? `?${request.query}` : '';
    const location = `${request.baseUrl}/instances/${encodeURIComponent(id)}${query}`;
    return json(202, status, { location, 'retry-after': RETRY_AFTER_STATUS_SECONDS });
  }
  const wants500 = request.query.get('returnInternalServerErrorOnFailure')?.toLowerCase() === 'true';
  return json(wants500 && instance.status === 'Failed' ? 500 : 200, status);
}

/** `GET instances`: pages of instances and entities in the order of their ids; the last page's token is empty. */
export function listInstances(parts: EngineParts, { query, headers }: ApiRequest): ApiResponse {
  const limit = Math.max(1, Math.trunc(Number(query.get('top'))) || PAGE);
  const token = headers[CONTINUATION];
  const page = parts.store.instances.list({
    createdFrom: timeIn(query, 'createdTimeFrom'),
    createdTo: timeIn(query, 'createdTimeTo'),
    idPrefix: query.get('instanceIdPrefix') ?? undefined,
    statuses: statusesIn(query),
    afterId: token && Buffer.from(token, 'base64url').toString(),
    limit: limit + 1,
  });
  const shown = page.slice(0, limit);
  const last = page.length > limit ? (shown.at(-1)?.id ?? '') : '';
  const options = { ...statusOptions(query), showHistory: false };
  return json(
    200,
    shown.map((instance) => statusOf(parts, instance, options)),
    { [CONTINUATION]: Buffer.from(last).toString('base64url') },
  );
}
