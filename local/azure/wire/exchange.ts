import type { IncomingHttpHeaders } from 'node:http';

/** A request whose body has been read; `url` carries the host name that the caller used. */
export interface Exchange {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An answer; the body may come in pieces because one string cannot hold every body. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Iterable<string>;
}

/** A stand-in is a function from a request to an answer. */
export type Responder = (exchange: Exchange) => Reply;

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The token of a bearer authorization header, if there is one. */
export function bearerToken({ headers }: Exchange): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
