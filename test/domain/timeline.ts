import type { Instant } from '../../src/domain/instant.ts';

/** A value that changes at once, and shows each change when it shows. */
export function timeline<T>(first: T) {
  const entries: { shownAt: Instant; value: T }[] = [{ shownAt: Number.NEGATIVE_INFINITY, value: first }];
  return {
    set: (value: T, shownAt: Instant) => void entries.push({ value, shownAt }),
    /** The newest change that shows. */
    get: (now: Instant): T => entries.findLast(({ shownAt }) => shownAt <= now)?.value ?? first,
    truth: (): T => entries.at(-1)?.value ?? first,
  };
}
