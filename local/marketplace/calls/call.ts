import type { IncomingHttpHeaders } from 'node:http';
import type { Entry } from '../offers/entry.ts';
import type { Operation } from '../offers/operation.ts';
import type { Script } from '../offers/script.ts';
import type { Rule } from '../scenario/rule.ts';

/** A call on an offer after the token check: the caller, and everything that shapes the answer. */
export interface Call {
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
  /** Stores a command's result. */
  save(offer: Entry['offer'], operation?: Operation): void;
}
