import type { Instance, RuntimeStatus, TaskHub } from '../platform/task-hub.ts';

export interface Window {
  instances: Instance[];
  /** Every instance created since then has been read. */
  from: Date;
}

const DAY_MS = 24 * 3_600_000;
const FIRST_SPAN_MS = DAY_MS;
/** Older than any instance: the longest wait for a date, the longest deadline, the longest retention. */
const OLDEST_MS = (366 + 366 + 3660) * DAY_MS;
const MANY = 500;
const FEW = 50;

/**
 * Reads the task hub backwards in time. The client keeps a query's whole answer in memory, and neither it nor every
 * storage provider can sort or limit it. So each query covers a window of created time, wider when the last one held
 * little, narrower when it held much. The newest window has no end.
 */
export async function* windowsBack(
  taskHub: TaskHub,
  newest: Date | undefined,
  now: number,
  runtimeStatus?: readonly RuntimeStatus[],
): AsyncGenerator<Window> {
  const oldest = now - OLDEST_MS;
  let to = newest?.getTime();
  let spanMs = FIRST_SPAN_MS;
  for (;;) {
    const from = Math.max((to ?? now) - spanMs, oldest);
    const found = await taskHub.list({
      createdFrom: new Date(from),
      ...(to !== undefined && { createdTo: new Date(to) }),
      ...(runtimeStatus && { runtimeStatus }),
    });
    yield { instances: found, from: new Date(from) };
    if (from <= oldest) return;
    to = from;
    if (found.length < FEW) spanMs *= 8;
    else if (found.length > MANY) spanMs /= 4;
  }
}
