import type { Cause } from '../../domain/observation.ts';
import type { Log, PublisherTokens } from '../port.ts';
import { type Answer, type Body, shapeOf } from './answer.ts';
import { type Call, createCall } from './call.ts';
import { readRetryAfterSeconds } from './retry-after.ts';
import { createSend, LIMITS, type Limits } from './send.ts';

/** How an API reports errors. */
export interface Dialect {
  /** The marketplace's own words, with its code before them; empty when the body says nothing. */
  wordsOf(body: Body): string;
  /** Names why a call was refused. */
  causeOf(answer: Answer): Cause;
}

/** Shared by all calls to one marketplace. */
export interface Channel extends Dialect {
  origin: string;
  call: Call;
  now: () => Date;
  log: Log;
}

export interface ChannelOptions {
  /** The marketplace's origin; nothing else is ever called. */
  origin: string;
  scope: string;
  tokens: PublisherTokens;
  log?: Log;
  now?: () => Date;
  limits?: Partial<Limits>;
}

/** Opens the way to a marketplace, for one publisher. */
export function openChannel(options: ChannelOptions, dialect: Dialect): Channel {
  const { origin, scope, tokens, log = () => {}, now = () => new Date(), limits } = options;
  const send = createSend(origin, { ...LIMITS, ...limits });
  return { ...dialect, origin, call: createCall(send, tokens, scope, origin), now, log };
}

/** The delay that the marketplace asked for, as a member to spread. */
export function retryAfter(channel: Channel, answer: Answer): { retryAfterSeconds?: number } {
  const retryAfterSeconds = readRetryAfterSeconds(answer.header('retry-after'), channel.now());
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

/** Reports the structure of an unexpected answer to telemetry, never its values. */
export function tellShape(channel: Channel, call: string, answer: Answer, reason: string): void {
  channel.log('The marketplace answered in a form that is not understood', { call, reason, ...shapeOf(answer) });
}

/** The marketplace's own words, with its status before them. */
export function say(channel: Channel, { status, body }: Answer): string {
  const words = channel.wordsOf(body);
  return words === '' ? `The marketplace answered ${status}.` : `The marketplace answered ${status}: ${words}`;
}
