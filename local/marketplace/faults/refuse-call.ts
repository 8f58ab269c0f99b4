import type { Answer } from '../http/answer.ts';
import type { Rule } from '../scenario/rule.ts';
import { faultOf } from './apply-rules.ts';

/** An API's error for a status, in its usual words unless others are given. */
export type UsualFailure = (
  status: number,
  headers?: Record<string, string>,
  words?: { code?: string | undefined; message?: string | undefined },
) => Answer;

/** The answer that replaces carrying out the call; undefined when no fault prevents it. */
export function refuseCall(faults: Rule[], now: number, usualFailure: UsualFailure): Answer | undefined {
  if (faultOf(faults, 'reset') !== undefined) {
    return { status: 0, headers: {}, body: '', delivery: { manner: 'reset' } };
  }
  const refuse = faultOf(faults, 'refuse');
  if (refuse !== undefined) return usualFailure(refuse.status, retryAfter(refuse, now), refuse);
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
