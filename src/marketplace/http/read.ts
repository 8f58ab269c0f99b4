import type { Cause, Refused, Trouble } from '../../domain/observation.ts';
import type { Answer, Body } from './answer.ts';
import type { Called } from './call.ts';
import { type Channel, retryAfter, say, tellShape } from './channel.ts';

export type Read =
  | { kind: 'read'; value: unknown; answer: Answer }
  | { kind: 'not-found'; message: string }
  /** The publisher's credentials are missing, were refused or give no access; the caller decides what that means. */
  | { kind: 'denied'; cause: Cause }
  | Refused
  | Trouble;

/** Gets a JSON document of the marketplace. */
export async function read(channel: Channel, name: string, ref: string): Promise<Read> {
  const called = await channel.call({ method: 'GET', ref });
  if (called.kind !== 'answered') return unanswered(channel, name, called);
  const { answer } = called;
  const { status } = answer;
  if (status >= 200 && status < 300) return understood(channel, name, answer);
  if (status === 404 || status === 410) return { kind: 'not-found', message: say(channel, answer) };
  if (status === 401 || status === 403) return { kind: 'denied', cause: channel.causeOf(answer) };
  return troubleOf(channel, name, answer);
}

/** The meaning for a look of a call without an answer. */
export function unanswered(
  channel: Channel,
  name: string,
  called: Exclude<Called, { kind: 'answered' }>,
): Trouble | Refused | { kind: 'denied'; cause: Cause } {
  switch (called.kind) {
    case 'no-credentials':
      return { kind: 'denied', cause: called.cause };
    case 'no-token':
      return { ...called, kind: 'trouble', reason: 'unavailable' };
    case 'not-sent':
      return { kind: 'trouble', reason: 'unavailable', message: called.message };
    case 'lost':
      return { kind: 'trouble', reason: called.timedOut ? 'timed-out' : 'unavailable', message: called.message };
    case 'led-away':
      tellShape(channel, name, called.answer, 'redirect');
      return contractChanged(`The marketplace redirected to a place that is not followed: ${called.reason}.`);
  }
}

/** The meaning of an error that concerns neither the credentials nor the requested resource. */
export function troubleOf(channel: Channel, name: string, answer: Answer): Trouble {
  const { status } = answer;
  const told = { message: say(channel, answer), ...retryAfter(channel, answer) };
  if (status === 429) return { kind: 'trouble', reason: 'throttled', ...told };
  if (status === 408 || status === 504) return { kind: 'trouble', reason: 'timed-out', ...told };
  if (status >= 500) return { kind: 'trouble', reason: 'unavailable', ...told };
  // A refused read means that the contract has changed. Such changes have been reverted before, so looks continue.
  return notUnderstood(channel, name, answer, `status ${status}`, told.message);
}

/** An answer of another form than the documented ones. */
export function notUnderstood(
  channel: Channel,
  name: string,
  answer: Answer,
  reason: string,
  message = `The marketplace answered ${answer.status} in a form that is not understood: ${reason}.`,
): Trouble {
  tellShape(channel, name, answer, reason);
  return { kind: 'trouble', reason: 'not-understood', message, ...retryAfter(channel, answer) };
}

export function contractChanged(message: string): Refused {
  return { kind: 'refused', cause: { code: 'ContractChanged', message } };
}

function understood(channel: Channel, name: string, answer: Answer): Read {
  const { body } = answer;
  if (body.kind === 'json') return { kind: 'read', value: body.value, answer };
  if (body.kind === 'broken')
    return {
      kind: 'trouble',
      reason: body.timedOut ? 'timed-out' : 'unavailable',
      message: `The marketplace answered ${answer.status}, but ${body.message}.`,
    };
  return notUnderstood(channel, name, answer, NOT_JSON[body.kind]);
}

const NOT_JSON: Record<Exclude<Body['kind'], 'json' | 'broken'>, string> = {
  text: 'the body is not JSON',
  empty: 'the body is empty',
  'too-large': 'the body is too large',
};

/** The credentials' trouble while an operation runs. */
export function unauthorized({ message }: Cause): Trouble {
  return { kind: 'trouble', reason: 'unauthorized', message };
}
