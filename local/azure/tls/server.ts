import { createServer, type Server } from 'node:https';
import { KEEP_ALIVE_MS } from '../wire/local-server.ts';
import { makeCertificates } from './certificates.ts';
import { type Route, routeFor } from './routes.ts';

/** The one TLS server for the hosts of all routes, on its own connections and on those of the proxy. */
export async function createTlsServer(routes: Route[]): Promise<{ server: Server; caCertificate: string }> {
  const { caCertificate, certificate, key } = await makeCertificates(routes.flatMap(({ hosts }) => hosts));
  const server = createServer({ cert: certificate, key, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const route = routeFor(routes, host);
    if (route) route.listener(request, response);
    else response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`No stand-in answers for the host "${host}".\n`);
  });
  return { server, caCertificate };
}
