import type { Inbox } from '../store/inbox.ts';
import type { Clock } from './clock.ts';

/** Wakes instances when their timers fall due, with a single Node timer. */
export interface Alarm {
  /** Must be called when a message that is due later was stored. */
  set(dueAt: number): void;
  /** Wakes every instance with due messages, then waits for the next. */
  start(): void;
  stop(): void;
}

const NODE_TIMER_MAXIMUM_MS = 2 ** 31 - 1;

export function alarm(inbox: Inbox, clock: Clock, wake: (instanceId: string) => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let scannedTo = -1;
  let isRunning = false;

  const arm = (dueAt: number | undefined) => {
    clearTimeout(timer);
    armedFor = dueAt ?? Number.POSITIVE_INFINITY;
    if (dueAt === undefined) return;
    // Node's timers may fire a millisecond early; then nothing is due yet and the timer is set again.
    timer = setTimeout(ring, Math.min(Math.max(dueAt - clock(), 0), NODE_TIMER_MAXIMUM_MS));
  };

  const ring = () => {
    const now = clock();
    for (const instanceId of inbox.instancesDue(scannedTo, now)) wake(instanceId);
    scannedTo = now;
    arm(inbox.nextDueAfter(now));
  };

  return {
    set(dueAt) {
      if (isRunning && dueAt < armedFor) arm(dueAt);
    },
    start() {
      isRunning = true;
      ring();
    },
    stop() {
      isRunning = false;
      clearTimeout(timer);
    },
  };
}
