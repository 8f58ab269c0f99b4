import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { type Route, routeFor } from './routes.ts';

/**
 * The proxy that `HTTPS_PROXY` names. It opens no connection of its own: a tunnel ends in the TLS server of this process
 * or not at all, so nothing that goes through it can leave the machine.
 */
export function createProxy(routes: Route[], tlsServer: TlsServer): Server {
  const proxy = createServer((_request, response) => {
    response.writeHead(502, { 'Content-Type': 'text/plain' }).end('This proxy tunnels https to the stand-ins only.\n');
  });
  proxy.on('connect', (request, socket: Duplex, head) => {
    // The caller may disconnect at any moment, and Node's HTTP server no longer handles errors of this socket.
    socket.on('error', () => socket.destroy());
    const [host = '', port] = (request.url ?? '').split(':');
    if (port !== '443' || !routeFor(routes, host)) {
      const text = `No stand-in answers for ${request.url}; nothing leaves this machine.\n`;
      socket.end(
        `HTTP/1.1 502 ${STATUS_CODES[502]}\r\nConnection: close\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      );
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    tlsServer.emit('connection', socket);
  });
  return proxy;
}
