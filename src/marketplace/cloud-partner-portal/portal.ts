import type { Log } from '../port.ts';
import { type Answer, shapeOf } from './answer.ts';
import type { Call } from './call.ts';
import { readRetryAfterSeconds } from './retry-after.ts';

/** What the single calls of the Cloud Partner Portal client share. */
export interface Portal {
  publisherId: string;
  origin: string;
  call: Call;
  now: () => Date;
  log: Log;
}

/** What the marketplace asked for, as a member to spread. */
export function retryAfter(portal: Portal, answer: Answer): { retryAfterSeconds?: number } {
  const retryAfterSeconds = readRetryAfterSeconds(answer.header('retry-after'), portal.now());
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

/** Tells telemetry how an answer that does not keep the contract is built; never what it says. */
export function tellShape(portal: Portal, call: string, answer: Answer, reason: string): void {
  portal.log('The marketplace answered in a form that is not understood', { call, reason, ...shapeOf(answer) });
}
