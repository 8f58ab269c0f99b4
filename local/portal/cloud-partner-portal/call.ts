import type { IncomingHttpHeaders } from 'node:http';
import type { Rule } from '../faults/rule.ts';
import type { Entry } from '../offers/offer-book.ts';
import type { Operation } from '../offers/operation.ts';
import type { Script } from '../offers/script.ts';
import type { Route } from './route.ts';

/** A call as far as it was let through: who calls what, and all that shapes the answer. */
export interface Call {
  route: Route;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** Scheme and host that the caller used. */
  origin: string;
  caller: string;
  entry: Entry;
  script: Script;
  faults: Rule[];
  now: number;
  /** Keeps what a command made of the offer. */
  save(offer: Entry['offer'], operation?: Operation): void;
}
