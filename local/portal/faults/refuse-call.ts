import { type Answer, failure } from '../http/answer.ts';
import { faultOf } from './apply-rules.ts';
import type { Rule } from './rule.ts';

const USUAL: Record<number, { code: string; message: string }> = {
  400: { code: 'BadRequest', message: 'The request is malformed.' },
  401: { code: 'Unauthorized', message: 'Access token is missing or invalid' },
  403: { code: 'Forbidden', message: 'The client does not have access to the specified namespace.' },
  404: { code: 'NotFound', message: 'The specified entity does not exist.' },
  409: { code: 'InvalidState', message: 'An In Progress submission already exists.' },
  412: { code: 'PreconditionFailed', message: 'The entity was changed by another process.' },
  429: { code: 'TooManyRequests', message: 'Rate limit is exceeded. Try again later.' },
  502: { code: 'BadGateway', message: 'Bad gateway.' },
  503: { code: 'ServiceUnavailable', message: 'Retry your operation using exponential backoff.' },
  504: { code: 'GatewayTimeout', message: 'The gateway did not get an answer in time.' },
};
const UNUSUAL = { code: 'InternalServerError', message: 'An internal server error occurred.' };

/** The marketplace's error for a status, in its usual words. */
export function usualFailure(status: number, headers: Record<string, string> = {}): Answer {
  const { code, message } = USUAL[status] ?? UNUSUAL;
  return failure(status, code, message, headers);
}

/** What a call is answered instead of being carried out; undefined when no fault stands in its way. */
export function refuseCall(faults: Rule[], now: number): Answer | undefined {
  if (faultOf(faults, 'reset') !== undefined) {
    return { status: 0, headers: {}, body: '', delivery: { manner: 'reset' } };
  }
  const refuse = faultOf(faults, 'refuse');
  if (refuse !== undefined) {
    const { code, message } = USUAL[refuse.status] ?? UNUSUAL;
    return failure(refuse.status, refuse.code ?? code, refuse.message ?? message, retryAfter(refuse, now));
  }
  if (faultOf(faults, 'refuse-credential') !== undefined) {
    return usualFailure(401, { 'www-authenticate': 'Bearer error="invalid_token"' });
  }
  const redirect = faultOf(faults, 'redirect');
  if (redirect !== undefined) return { status: redirect.status, headers: { location: redirect.to }, body: '' };
  return undefined;
}

function retryAfter(
  { retryAfterSeconds, retryAfterForm }: Extract<Rule, { do: 'refuse' }>,
  now: number,
): Record<string, string> {
  if (retryAfterSeconds === undefined) return {};
  const seconds = String(retryAfterSeconds);
  const date = new Date(now + retryAfterSeconds * 1000).toUTCString();
  return { 'retry-after': retryAfterForm === 'date' ? date : seconds };
}
