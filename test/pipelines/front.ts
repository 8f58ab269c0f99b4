import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The platform's front end: callers know one address, and the app behind it comes and goes. Without an app, connections
 * are broken off.
 */
export async function startFront(app: () => string | undefined): Promise<{ url: string; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    const behind = new URL(app() ?? 'http://127.0.0.1:9');
    const forwarded = request(
      // The Host header must pass unchanged, because the app builds absolute URLs from it.
      {
        hostname: behind.hostname,
        port: behind.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, server };
}
