import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';
import type { RequestTarget } from './request-target.ts';

/** A call of the durable engine's HTTP interface; `path` is relative to where it is mounted and starts with a slash. */
export interface DurableRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface DurableResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The durable engine's HTTP interface, the same for the SDK's client and for the public. */
export type DurableHandler = (request: DurableRequest) => Promise<DurableResponse>;

/** Answers one request under the mount by the durable engine. */
export async function answerDurable(
  handle: DurableHandler,
  mount: string,
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
): Promise<void> {
  const answer = await handle({
    method: request.method ?? 'GET',
    path: target.path.slice(mount.length),
    query: target.query,
    headers: request.headers,
    body: (await readBody(request)).toString(),
  });
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
