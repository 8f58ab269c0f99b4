import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

/** A Go Live service that gives scripted answers, one per request; the last one repeats. */
export interface ScriptedService {
  url: string;
  asked: Asked[];
  /** Stops it, so that connections are refused, and starts it again on the same port. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** Starts it on a free port. An answer may depend on the service's own URL. */
export async function startService(script: ((url: string) => Answer)[]): Promise<ScriptedService> {
  const asked: Asked[] = [];
  let server: Server;
  let port = 0;
  const service: ScriptedService = {
    url: '',
    asked,
    async open() {
      server = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const { method = '', url: path = '', headers } = request;
        const next = script[Math.min(asked.length, script.length - 1)];
        asked.push({ method, path, headers, body, at: Date.now() });
        const answer = next?.(service.url) ?? { status: 500 };
        response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
      }).listen(port, '127.0.0.1');
      await once(server, 'listening');
      port = (server.address() as AddressInfo).port;
      service.url = `http://127.0.0.1:${port}/api`;
    },
    async shut() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  await service.open();
  return service;
}

/** An answer about a running operation. */
export function running(phase: string, members: object = {}, retryAfter = '0') {
  return (url: string): Answer => ({
    status: 202,
    headers: { 'Operation-Location': `${url}/operations/op-1`, 'Retry-After': retryAfter },
    body: operation({ status: 'Running', phase, ...members }),
  });
}

/** An answer about an operation that has ended. */
export function ended(status: string, members: object = {}) {
  return (): Answer => ({ status: 200, body: operation({ status, phase: 'ended', ...members }) });
}

function operation(members: object): object {
  return { id: 'op-1', publisherId: 'contoso', offerId: 'offer', checks: 1, sequence: 1, ...members };
}
