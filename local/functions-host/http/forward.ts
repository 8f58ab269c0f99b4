import {
  type Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Transform } from 'node:stream';
import { BodyTooLarge, MAX_BODY_BYTES } from './read-body.ts';

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer']);
const INVOCATION_ID = 'x-ms-invocation-id';

export interface ForwardOptions {
  /** Keeps connections to the app. */
  agent: Agent;
  httpUri: string;
  invocationId: string;
  /** The caller's absolute URL; only its path and query are used, so the request cannot leave for another host. */
  url: string;
  /** The body when it has already been read; otherwise the body is streamed. */
  body: Buffer | undefined;
}

/** A request on its way to the app's own HTTP server. */
export interface Forwarded {
  /** Resolves with the status once the caller has the whole answer. */
  finished: Promise<number>;
  /** Gives the request up when the app will not answer it. */
  abort(): void;
}

/** Sends the request on to the app, which streams its answer straight to the caller. */
export function forwardRequest(request: IncomingMessage, response: ServerResponse, options: ForwardOptions): Forwarded {
  const { httpUri, invocationId, url, body, agent } = options;
  const { promise: finished, resolve, reject } = Promise.withResolvers<number>();
  // A caller that gave the request up need not wait for its end.
  finished.catch(() => {});
  let answer: IncomingMessage | undefined;
  const { pathname, search } = new URL(url);
  const headers = forwardedHeaders(request, invocationId);
  const open = (connections: Agent | false): ClientRequest => {
    const options = { agent: connections, path: pathname + search, method: request.method, headers };
    return httpRequest(httpUri, options).on('response', onResponse);
  };
  const onResponse = (incoming: IncomingMessage) => {
    answer = incoming;
    if (response.destroyed) {
      incoming.destroy();
      return;
    }
    response.statusCode = incoming.statusCode ?? 200;
    for (const [name, values] of Object.entries(incoming.headersDistinct)) {
      if (!HOP_BY_HOP.has(name) && name !== INVOCATION_ID && values) response.setHeader(name, single(values));
    }
    response.flushHeaders();
    incoming.on('error', reject);
    incoming.pipe(response);
  };
  // A streamed body cannot be sent again, so it gets a new connection, which cannot have gone stale.
  let upstream = open(body ? agent : false);
  let isGivenUp = false;
  const abort = () => {
    isGivenUp = true;
    upstream.destroy();
  };
  upstream.on('error', (error) => {
    if (!body || answer || isGivenUp || !isClosedUnder(upstream, error)) return reject(error);
    upstream = open(false).on('error', reject);
    upstream.end(body);
  });
  response.on('finish', () => resolve(response.statusCode));
  response.on('close', () => {
    if (response.writableFinished) return;
    // Abort if the app still waits for the rest of the request, or is already answering; otherwise let its function
    // finish.
    if (answer || !request.complete) abort();
    resolve(499);
  });
  if (body) upstream.end(body);
  else request.pipe(limited(reject)).pipe(upstream);
  return { finished, abort };
}

/** The app closes connections that were idle for 5 s, and late when busy; it has then not seen the request. */
function isClosedUnder(upstream: ClientRequest, error: NodeJS.ErrnoException): boolean {
  return upstream.reusedSocket && error.code === 'ECONNRESET';
}

function forwardedHeaders(request: IncomingMessage, invocationId: string): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (!HOP_BY_HOP.has(name) && values) headers[name] = single(values);
  }
  headers[INVOCATION_ID] = invocationId;
  headers['x-forwarded-host'] = request.headers.host ?? 'localhost';
  headers['x-forwarded-proto'] = 'http';
  return headers;
}

function single(values: string[]): string | string[] {
  const [first, ...more] = values;
  return first !== undefined && more.length === 0 ? first : values;
}

function limited(onTooLarge: (error: Error) => void): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) onTooLarge(new BodyTooLarge());
      else done(null, chunk);
    },
  });
}
