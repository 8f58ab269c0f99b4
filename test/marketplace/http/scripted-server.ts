import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Limits } from '../../../src/marketplace/http/send.ts';

export interface Received {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export type Reply =
  | { status: number; headers?: Record<string, string>; body?: unknown; text?: string }
  /** Closes the connection without an answer. */
  | 'reset'
  /** Never answers. */
  | 'silence'
  /** Announces more than it sends, then closes the connection. */
  | { status: number; headers?: Record<string, string>; brokenAfter: string }
  /** Sends the beginning and then nothing more. */
  | { status: number; headers?: Record<string, string>; stalledAfter: string };

/**
 * The limits for a client that gets the reply. Only one that never ends meets short limits: for the others they would
 * measure how busy the machine is.
 */
export function limitsFor(reply: Reply): Partial<Limits> {
  const neverEnds = reply === 'silence' || (typeof reply === 'object' && 'stalledAfter' in reply);
  return neverEnds ? { readSeconds: 0.15, writeSeconds: 0.15 } : {};
}

/** Answers by "METHOD path-without-query"; a list is used up one by one, its last reply stays. */
export type Script = Record<string, Reply | Reply[]>;

export interface ScriptedServer {
  origin: string;
  received: Received[];
  close(): Promise<void>;
}

export async function startServer(script: Script): Promise<ScriptedServer> {
  const received: Received[] = [];
  const queues = new Map(
    Object.entries(script).map(([call, reply]) => [call, Array.isArray(reply) ? [...reply] : [reply]]),
  );
  const sockets = new Set<Socket>();
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const queue = queues.get(`${method} ${url.split('?')[0]}`) ?? [{ status: 404 }];
    const reply = (queue.length > 1 ? queue.shift() : queue[0]) ?? { status: 404 };
    if (reply === 'silence') return;
    if (reply === 'reset') return request.socket.destroy();
    if ('brokenAfter' in reply) {
      response.writeHead(reply.status, { ...reply.headers, 'content-length': '1000' });
      return response.write(reply.brokenAfter, () => setImmediate(() => request.socket.destroy()));
    }
    if ('stalledAfter' in reply) return response.writeHead(reply.status, reply.headers).write(reply.stalledAfter);
    const body = reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(body);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
