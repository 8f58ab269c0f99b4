import type { GoLiveAnswer } from '../../domain/observation.ts';
import type { Answer } from './answer.ts';
import type { Called } from './call.ts';
import { type Channel, retryAfter, say, tellShape } from './channel.ts';

/** The meaning for a go-live of a call without an answer: unknown, unless it was certainly refused or not processed. */
export function withoutAnswer(called: Exclude<Called, { kind: 'answered' }>): GoLiveAnswer {
  switch (called.kind) {
    case 'no-credentials':
      return { kind: 'refused', cause: called.cause };
    case 'no-token':
      return { ...called, kind: 'not-sent', reason: 'unavailable' };
    case 'not-sent':
      return { kind: 'not-sent', reason: called.late ? 'late' : 'unavailable', message: called.message };
    case 'lost':
      return { kind: 'unknown', message: called.message };
    case 'led-away':
      return { kind: 'unknown', message: `The marketplace redirected the go-live: ${called.reason}.` };
  }
}

/** The meaning of an answer that does not accept the go-live. `refusals`: the statuses that refuse one. */
export function notTaken(channel: Channel, answer: Answer, refusals: ReadonlySet<number>): GoLiveAnswer {
  const { status } = answer;
  if (status === 429)
    return { kind: 'not-sent', reason: 'throttled', message: say(channel, answer), ...retryAfter(channel, answer) };
  if (refusals.has(status)) {
    const cause = channel.causeOf(answer);
    if (cause.code === 'ContractChanged') tellShape(channel, 'submit', answer, 'refused');
    return { kind: 'refused', cause };
  }
  if (status < 500) tellShape(channel, 'submit', answer, `status ${status}`);
  return { kind: 'unknown', message: say(channel, answer) };
}
