import type { Instant } from './instant.ts';
import { isUnderWay, type Step } from './observation.ts';

/** When a step began and ended, as far as looks have seen it. A moment that no look has seen is absent. */
export interface StepTimes {
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
}

/**
 * Takes in what a look shows of the steps. `before`: what the look before showed; a step that is not in it had not begun.
 */
export function stepTimesAt(
  now: Instant,
  times: Readonly<Record<string, StepTimes>>,
  before: readonly Step[],
  steps: readonly Step[],
): Record<string, StepTimes> {
  const entries = steps.map(({ id, status }) => {
    const statusBefore = before.find((step) => step.id === id)?.status ?? 'not-started';
    return [id, next(now, times[id] ?? {}, statusBefore, status)] as const;
  });
  return Object.fromEntries(entries.filter(([, { startedAt, endedAt }]) => startedAt ?? endedAt));
}

function next(now: Instant, known: StepTimes, before: string, status: string): StepTimes {
  if (status === before) return known;
  if (isUnderWay(status)) return isUnderWay(before) ? known : { startedAt: now };
  // A step may go back to its beginning: the times known so far then belong to an earlier try.
  return status === 'not-started' ? {} : { ...known, endedAt: now };
}
