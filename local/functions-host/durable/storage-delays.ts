/**
 * Delays of Azure Storage, where they decide what callers see. The figures are close to those measured with Microsoft's
 * engine; they are fixed, so that their effects occur every time rather than by chance.
 */

/**
 * Between the check that no instance with the id is alive and the insert of its row; starts in between are accepted
 * too.
 */
export const START_PAUSE_MS = 100;

/** A client's message reaches its instance this much later: after `terminate` the instance still shows as running. */
export const DELIVERY_MS = 100;

/** Even a queue message without a delay takes a moment. */
const MIN_TIMER_MS = 100;

/**
 * How long a timer's message stays invisible. The queue truncates to whole seconds, so a timer fires up to a second
 * early.
 */
export function timerDelayMs(fireAt: number, now: number): number {
  return Math.max(Math.floor((fireAt - now) / 1_000) * 1_000, MIN_TIMER_MS);
}
