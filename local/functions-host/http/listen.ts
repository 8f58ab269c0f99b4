import { createServer, type RequestListener, type Server } from 'node:http';

/** An HTTP server on 127.0.0.1 only. */
export interface Listener {
  port: number;
  /** Accepts no more requests and waits for the running ones, at most that long. */
  close(withinMs: number): Promise<void>;
}

/**
 * Listens on 127.0.0.1; port 0 takes a free port.
 * @throws Error when the port is taken.
 */
export async function listen(port: number, handle: RequestListener): Promise<Listener> {
  let closing = false;
  const server = createServer((request, response) => {
    // Otherwise the connection of the last answer would be kept alive for a next request that never comes.
    response.on('close', () => closing && setImmediate(() => server.closeIdleConnections()));
    handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', backlog: 4096 }, resolve);
  });
  return {
    port: portOf(server),
    close(withinMs) {
      closing = true;
      return close(server, withinMs);
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`The server has no port but ${address}.`);
  return address.port;
}

async function close(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearTimeout(force);
}
