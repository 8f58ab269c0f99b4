import type { Cause } from '../../domain/observation.ts';
import type { PublisherTokens } from '../port.ts';
import type { Answer } from './answer.ts';
import { sameOrigin } from './same-origin.ts';
import type { Request, Send, Sent } from './send.ts';

export type Called =
  | Sent
  /** Nothing was sent: the publisher's credentials are missing or not accepted. */
  | { kind: 'no-credentials'; cause: Cause }
  /** Nothing was sent: no token could be obtained now. */
  | { kind: 'no-token'; message: string; retryAfterSeconds?: number }
  /** The answer redirected to another origin, which was not called. */
  | { kind: 'led-away'; answer: Answer; reason: string };

export type Call = (request: Request) => Promise<Called>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 3;

/** Makes the function that sends a request with a token of the publisher. */
export function createCall(send: Send, tokens: PublisherTokens, scope: string, origin: string): Call {
  return async (request) => {
    let current = request;
    for (let redirects = 0; ; redirects++) {
      const called = await authorized(current);
      if (called.kind !== 'answered' || !REDIRECTS.has(called.answer.status)) return called;
      // The effect of a write before it was redirected is unknown, so nothing is repeated.
      const location = called.answer.header('location');
      if (request.method !== 'GET' || redirects === MAX_REDIRECTS || location === undefined) return called;
      const target = sameOrigin(location, origin);
      if (target.kind === 'elsewhere') return { kind: 'led-away', answer: called.answer, reason: target.reason };
      current = { ...request, ref: target.ref };
    }
  };

  /** A call answered with 401 was not processed, so it may be sent once more with credentials read anew. */
  async function authorized(request: Request): Promise<Called> {
    const called = await withToken(request, false);
    return called.kind === 'answered' && called.answer.status === 401 ? withToken(request, true) : called;
  }

  async function withToken(request: Request, fresh: boolean): Promise<Called> {
    const outcome = await tokens.token(scope, { fresh });
    switch (outcome.kind) {
      case 'token':
        return send(request, outcome.token);
      case 'refused':
        return { kind: 'no-credentials', cause: outcome.cause };
      case 'unavailable':
        return { ...outcome, kind: 'no-token' };
    }
  }
}
