import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';

/** An http or https server on a free port of this machine. */
export interface LocalServer {
  url: string;
  close(): Promise<void>;
}

/**
 * As Azure's front ends, keeps idle connections for minutes: closing earlier than a client expects would break its next
 * request.
 */
export const KEEP_ALIVE_MS = 120_000;

/** Listens on 127.0.0.1, on a free port. */
export async function listen(what: RequestListener | Server): Promise<LocalServer> {
  const server = what instanceof Server ? what : createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, what);
  // Node forgets the sockets of tunnels, and a server does not close while one of them is open.
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Wanted a port on 127.0.0.1; got none.');
  return {
    url: `${server instanceof TlsServer ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
