import type { IncomingHttpHeaders } from 'node:http';
import type { OfferBook } from '../offers/offer-book.ts';
import type { VerifyToken } from './bearer.ts';

/** A request as it arrived. */
export interface ApiRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the APIs share. */
export interface ApiContext {
  book: OfferBook;
  verifyToken: VerifyToken;
  now: () => number;
  /** Ends delays when the marketplace closes. */
  closing: AbortSignal;
}
