import type { IncomingHttpHeaders } from 'node:http';
import type { Entry } from '../offers/entry.ts';
import type { Operation } from '../offers/operation.ts';
import type { Script } from '../offers/script.ts';
import type { Rule } from '../scenario/rule.ts';

/** A call on an offer as far as it was let through: who calls, and all that shapes the answer. */
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
  /** Keeps what a command made of the offer. */
  save(offer: Entry['offer'], operation?: Operation): void;
}
