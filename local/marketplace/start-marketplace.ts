import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { VerifyToken } from './calls/bearer.ts';
import { answerCloudPartnerPortal } from './cloud-partner-portal/api.ts';
import { type Answer, failure } from './http/answer.ts';
import { readBody } from './http/read-body.ts';
import { send } from './http/send.ts';
import { OfferBook } from './offers/offer-book.ts';
import { openStateFile } from './offers/state-file.ts';
import { answerProductIngestion } from './product-ingestion/api.ts';
import { isProductIngestion } from './product-ingestion/route.ts';
import { answerControl } from './rehearsal/control.ts';

export type { Api, Verdict, VerifyToken } from './calls/bearer.ts';

export interface MarketplaceOptions {
  /** Default: any bearer token is good. */
  verifyToken?: VerifyToken;
  /** Default: 0, a free one. */
  port?: number;
  /** A SQLite file that keeps offers and operations over restarts; default: memory only. */
  stateFile?: string;
  now?: () => number;
}

export interface Rehearsal {
  url: string;
  /** For mounting the marketplace on another server, a TLS one for example. */
  handler: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Starts the rehearsal marketplace on 127.0.0.1. */
export async function startMarketplace(options: MarketplaceOptions = {}): Promise<Rehearsal> {
  const { verifyToken = anyToken, port = 0, stateFile, now = Date.now } = options;
  const file = stateFile === undefined ? undefined : openStateFile(stateFile);
  const book = new OfferBook(now, file);
  const closing = new AbortController();

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const method = request.method ?? 'GET';
    const url = urlOf(request);
    if (url === undefined) return failure(400, 'BadRequest', 'The request has no valid URL.');
    const body = await readBody(request);
    if (body === undefined) return failure(413, 'RequestTooLarge', 'The body must not be larger than 1 MiB.');
    const isControl = url.pathname === '/rehearsal' || url.pathname.startsWith('/rehearsal/');
    if (isControl) return answerControl({ method, url, body }, book, now);
    const context = { book, verifyToken, now, closing: closing.signal };
    const arrived = { method, url, headers: request.headers, body };
    return isProductIngestion(url.pathname)
      ? answerProductIngestion(arrived, context)
      : answerCloudPartnerPortal(arrived, context);
  };

  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request)
      .then((ready) => send(response, ready, closing.signal))
      .catch((error: unknown) => {
        // A caller that disconnects, or the closing of the marketplace, is not an error worth logging.
        if (!closing.signal.aborted && !request.socket.destroyed)
          console.error('The rehearsal marketplace failed:', error);
        response.destroy();
      });
  };

  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handler,
    async close() {
      closing.abort();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      file?.close();
    },
  };
}

function anyToken(): { ok: true; clientId: string; tenantId: string } {
  return { ok: true, clientId: 'unverified', tenantId: 'unverified' };
}

/** The URL as the caller wrote it, so that links derived from it are correct behind TLS too. */
function urlOf({ socket, headers, url = '/' }: IncomingMessage): URL | undefined {
  const scheme = socket instanceof TLSSocket ? 'https' : 'http';
  const origin = `${scheme}://${headers.host ?? '127.0.0.1'}`;
  return URL.canParse(`${origin}${url}`) ? new URL(`${origin}${url}`) : undefined;
}
