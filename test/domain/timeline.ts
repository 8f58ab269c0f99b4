import type { Instant } from '../../src/domain/instant.ts';

/** A value whose changes take effect at once but become visible later. */
export function timeline<T>(first: T) {
  const entries: { shownAt: Instant; value: T }[] = [{ shownAt: Number.NEGATIVE_INFINITY, value: first }];
  return {
    set: (value: T, shownAt: Instant) => void entries.push({ value, shownAt }),
    /** The newest visible change. */
    get: (now: Instant): T => entries.findLast(({ shownAt }) => shownAt <= now)?.value ?? first,
    truth: (): T => entries.at(-1)?.value ?? first,
  };
}
