/**
 * Milliseconds since 1970 that never decrease, so that a due message stays due when the machine's clock is set back.
 */
export type Clock = () => number;

/** Starts a clock that follows the machine's clock forwards only. */
export function monotonicClock(): Clock {
  let latest = 0;
  return () => {
    latest = Math.max(latest, Date.now());
    return latest;
  };
}
