import { SEND_WINDOW_SECONDS } from '../domain/settle-time.ts';

/** Two clocks: a suspended machine stops the one, and a person may set the other. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  wallMs(): number;
  /** Milliseconds since any moment; never set back. */
  monotonicMs(): number;
}

/** The clock of this machine. */
export const CLOCK: Clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

/** R2: opens the time in which a write may leave. The result checks by both clocks whether it is still open. */
export function openSendWindow(clock: Clock): () => boolean {
  const openedAt = { wall: clock.wallMs(), monotonic: clock.monotonicMs() };
  return () =>
    Math.max(clock.wallMs() - openedAt.wall, clock.monotonicMs() - openedAt.monotonic) <= SEND_WINDOW_SECONDS * 1000;
}
