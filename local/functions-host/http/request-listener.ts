import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Platform } from '../auth/platform.ts';
import type { Log } from '../log.ts';
import type { Admin } from './admin.ts';
import { answerDurable, type DurableHandler, type DurableMount } from './durable-mount.ts';
import type { FunctionEndpoint } from './function-endpoint.ts';
import { BodyTooLarge } from './read-body.ts';
import { type RequestTarget, requestTarget } from './request-target.ts';
import { findRoute, type Route } from './router.ts';
import { writeEmpty } from './write-response.ts';

const PUBLIC_DURABLE_PATH = '/runtime/webhooks/durabletask';
const RPC_DURABLE_PATH = '/durabletask';

/** The durable engine's public interface; links in its answers use the caller's host name. */
const publicMount: DurableMount = {
  path: PUBLIC_DURABLE_PATH,
  baseUrlOf: (request) => `http://${request.headers.host ?? 'localhost'}${PUBLIC_DURABLE_PATH}`,
};

/** The addresses that are given to the app's durable client. */
export function durableUrls(publicPort: number, rpcPort: number): { rpcBaseUrl: string; baseUrl: string } {
  return {
    rpcBaseUrl: `http://127.0.0.1:${rpcPort}${RPC_DURABLE_PATH}/`,
    baseUrl: `http://localhost:${publicPort}${PUBLIC_DURABLE_PATH}`,
  };
}

export interface HttpParts {
  routes: Route[];
  endpoint: FunctionEndpoint;
  admin: Admin;
  durable: DurableHandler;
}

/** Serves the public port; requests that arrive before the app is loaded wait for it. */
export function publicListener(ready: Promise<HttpParts>, log: Log, platform?: Platform): RequestListener {
  return guarded(log, async (request, response, target) => {
    if (platform && isUnder(target.path, '/.auth')) return platform.answer(request, response, target);
    platform?.identify(request);
    const { routes, endpoint, admin, durable } = await ready;
    if (isUnder(target.rawPath, PUBLIC_DURABLE_PATH))
      return answerDurable(durable, publicMount, request, response, target);
    if (isUnder(target.path, '/admin')) return admin.answer(request, response, target.path);
    const match = findRoute(routes, request.method ?? 'GET', target.path);
    if (match) return endpoint.answer(request, response, match, target);
    writeEmpty(response, 404);
  });
}

/** Serves the app's durable client; the links in its answers lead to the public port. */
export function rpcListener(ready: Promise<HttpParts>, baseUrl: () => string, log: Log): RequestListener {
  const mount: DurableMount = { path: RPC_DURABLE_PATH, baseUrlOf: baseUrl };
  return guarded(log, async (request, response, target) => {
    const { durable } = await ready;
    if (isUnder(target.rawPath, mount.path)) await answerDurable(durable, mount, request, response, target);
    else writeEmpty(response, 404);
  });
}

function isUnder(path: string, mount: string): boolean {
  const lower = path.toLowerCase();
  return lower === mount || lower.startsWith(`${mount}/`);
}

function guarded(
  log: Log,
  answer: (request: IncomingMessage, response: ServerResponse, target: RequestTarget) => Promise<void> | void,
): RequestListener {
  return async (request, response) => {
    const target = requestTarget(request);
    if (!target) {
      writeEmpty(response, 400);
      return;
    }
    try {
      await answer(request, response, target);
    } catch (error) {
      if (error instanceof BodyTooLarge) {
        writeEmpty(response, 413, { connection: 'close' });
        return;
      }
      // A caller that disconnects in the middle of its request is not an error.
      if (!request.destroyed || request.complete)
        log('error', 'Host', `${request.method} ${target.path}: ${error instanceof Error ? error.stack : error}`);
      writeEmpty(response, 500);
    }
  };
}
