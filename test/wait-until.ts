import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { PATIENCE } from './patience.ts';

/** The result of a look whose condition holds. */
export type Held<T> = Exclude<T, false | null | undefined>;

export interface Waiting<T> {
  /** Decides which value ends the wait; by default any truthy value. */
  isSo?: (seen: T) => boolean;
  /** Longest wait on a quiet machine; times `PATIENCE`. */
  withinMs?: number;
  /** Pause between two looks. */
  everyMs?: number;
  /**
   * A look that throws counts as "not yet". Only for services that are expected to be away for a while: elsewhere an
   * error would be repeated until the wait is over, and reported as a timeout.
   */
  toleratesErrors?: boolean;
}

/**
 * Waits for a condition, looking often.
 * @throws Error when it does not hold in time: it names the condition, the duration and the last value seen.
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | Promise<T>,
  waiting: Waiting<T> = {},
): Promise<Held<T>> {
  const { isSo = Boolean, withinMs = 20_000, everyMs = 25, toleratesErrors = false } = waiting;
  const began = Date.now();
  for (let looks = 1; ; looks++) {
    const seen = await lookOnce(look, toleratesErrors);
    if ('value' in seen && isSo(seen.value)) return seen.value as Held<T>;
    const waited = Date.now() - began;
    if (waited > withinMs * PATIENCE) throw tooLate(what, waited, looks, seen);
    await sleep(everyMs);
  }
}

type Seen<T> = { value: T } | { error: unknown };

async function lookOnce<T>(look: () => T | Promise<T>, toleratesErrors: boolean): Promise<Seen<T>> {
  try {
    return { value: await look() };
  } catch (error) {
    if (!toleratesErrors) throw error;
    return { error };
  }
}

function tooLate<T>(what: string, waitedMs: number, looks: number, seen: Seen<T>): Error {
  const last = 'value' in seen ? inspect(seen.value, { depth: 4 }) : `an error: ${seen.error}`;
  return new Error(`Waited ${waitedMs} ms for ${what}, in ${looks} looks. Seen last: ${last}`, {
    ...('error' in seen && { cause: seen.error }),
  });
}
