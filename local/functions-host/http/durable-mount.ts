import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiRequest, ApiResponse } from '../durable/api/exchange.ts';
import { joinedHeaders } from './joined-values.ts';
import { readBody } from './read-body.ts';
import type { RequestTarget } from './request-target.ts';

/** The durable engine's HTTP interface, the same for the SDK's client and for the public. */
export type DurableHandler = (request: ApiRequest) => Promise<ApiResponse>;

/** Where the engine's interface is mounted, and the public base of the links in its answers. */
export interface DurableMount {
  path: string;
  baseUrlOf(request: IncomingMessage): string;
}

/** Answers one request under the mount by the durable engine. */
export async function answerDurable(
  handle: DurableHandler,
  mount: DurableMount,
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
): Promise<void> {
  const answer = await handle({
    method: request.method ?? 'GET',
    path: target.rawPath.slice(mount.path.length + 1),
    query: target.query,
    headers: joinedHeaders(request),
    body: (await readBody(request)).toString(),
    baseUrl: mount.baseUrlOf(request),
  });
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
