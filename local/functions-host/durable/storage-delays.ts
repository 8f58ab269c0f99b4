/**
 * How long Azure Storage lets things take where that decides what callers see. The figures are close to what was measured with
 * Microsoft's engine; they are fixed, so that what they lead to happens every time and not by chance.
 */

/** Between the look whether an instance of the id is alive and the insert of its row: starts that come meanwhile are accepted too. */
export const START_PAUSE_MS = 100;

/** What a client sends to an instance is taken in this much later: after `terminate` the instance still shows as running. */
export const DELIVERY_MS = 100;

/** A queue message without a delay needs a moment all the same. */
const MIN_TIMER_MS = 100;

/**
 * How long a timer's message stays invisible: the queue knows whole seconds only and the rest is cut off, so a timer fires up
 * to a second before its time.
 */
export function timerDelayMs(fireAt: number, now: number): number {
  return Math.max(Math.floor((fireAt - now) / 1_000) * 1_000, MIN_TIMER_MS);
}
