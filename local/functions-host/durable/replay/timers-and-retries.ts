import { ReplayError } from './errors.ts';
import type { Done, OpenWork } from './open-work.ts';
import type { RetryOptions } from './orchestrator-state.ts';

/** The extension splits a longer timer into several. */
const MAX_TIMER_MS = 6 * 86_400_000;

/** @throws ReplayError when the time is more than six days away. */
export function runTimer(work: OpenWork, now: () => number, fireAt: number, isCanceled: boolean, done: Done): void {
  if (fireAt - now() > MAX_TIMER_MS) {
    throw new ReplayError('The local engine does not support timers of more than six days.');
  }
  const id = work.nextId();
  work.decide({ kind: 'timer', id, fireAt });
  // A cancelled timer is created as well, but nothing waits for it.
  if (isCanceled) done(false);
  else work.track(id, done);
}

/**
 * Attempt, timer, attempt, and so on. As in the extension, one more timer, due at once, follows the last failed
 * attempt.
 */
export function runWithRetry(
  work: OpenWork,
  now: () => number,
  options: RetryOptions,
  attempt: (done: Done) => void,
  done: Done,
): void {
  const startedAt = now();
  const runAttempt = (number: number) =>
    attempt((succeeded) => {
      const delay = succeeded ? 0 : retryDelay(options, number, now() - startedAt);
      if (delay === 0) {
        done(succeeded);
        return;
      }
      const isLast = number + 1 >= options.maxNumberOfAttempts;
      const id = work.nextId();
      work.decide({ kind: 'timer', id, fireAt: isLast ? now() : now() + delay });
      work.track(id, () => (isLast ? done(false) : runAttempt(number + 1)));
    });
  runAttempt(0);
}

function retryDelay(options: RetryOptions, attempt: number, elapsed: number): number {
  if (elapsed >= (options.retryTimeoutInMilliseconds ?? Number.POSITIVE_INFINITY)) return 0;
  const delay = options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** attempt;
  return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? Number.POSITIVE_INFINITY);
}
