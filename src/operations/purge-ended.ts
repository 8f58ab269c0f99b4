import { GO_LIVE, REJECTION } from '../domain/durable-names.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { ENDED, type Instance, type TaskHub } from '../platform/task-hub.ts';
import { windowsBack } from './time-windows.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  retentionDays: number;
  now: number;
  /** Whether to stop; the rest is purged on the next run. */
  isLate: () => boolean;
}

export interface Purged {
  /** Operations purged from the record. */
  operations: number;
  /** Instances purged from the task hub while the record keeps their operations. */
  instances: number;
  /** Idempotency keys whose operation was never started. */
  keys: number;
  /** Rejections of queue messages. */
  rejections: number;
}

/** Operations that are purged concurrently. */
const AT_ONCE = 10;
const DAY_MS = 24 * 3_600_000;
/** Ended instances are kept no longer: the record answers for them, and the hub's queries stay small. */
const HUB_RETENTION_MS = DAY_MS;

/**
 * Purges operations that ended before the retention time, and instances that the task hub need not keep. Running
 * operations are never touched. Safe to run twice.
 */
export async function purgeEnded(ports: Ports): Promise<Purged> {
  const purged: Purged = { operations: 0, instances: 0, keys: 0, rejections: 0 };
  await purgeRecord(ports, purged);
  await purgeHub(ports, purged);
  const { record, retentionDays, now, isLate } = ports;
  purged.rejections = await record.forgetRejections(now - retentionDays * DAY_MS, isLate);
  if (!isLate()) {
    const aDayAgo = now - DAY_MS;
    purged.keys = await record.forgetUnusedKeys(aDayAgo - 2 * DAY_MS, aDayAgo);
  }
  return purged;
}

async function purgeRecord({ taskHub, record, retentionDays, now, isLate }: Ports, purged: Purged): Promise<void> {
  for await (const ids of record.endedBefore(now - retentionDays * DAY_MS)) {
    await atOnce(ids, isLate, async (id) => {
      // An instance that is still delivering its last events needs its rows; the next run purges it.
      if ((await taskHub.find(id)) && !(await taskHub.purge(id))) return;
      await record.forget(id);
      purged.operations++;
    });
  }
}

async function purgeHub({ taskHub, retentionDays, now, isLate }: Ports, purged: Purged): Promise<void> {
  const cutoff = new Date(now - Math.min(HUB_RETENTION_MS, retentionDays * DAY_MS));
  for await (const { instances: seen } of windowsBack(taskHub, cutoff, now, ENDED)) {
    if (isLate()) return;
    await atOnce(
      seen.filter((instance) => isForgettable(instance, cutoff)),
      isLate,
      async ({ id }) => {
        if (await taskHub.purge(id)) purged.instances++;
      },
    );
  }
}

/** An old instance may have ended only now, and one that failed is kept until its operation was resumed. */
function isForgettable({ orchestrator, runtimeStatus, lastUpdatedTime }: Instance, cutoff: Date): boolean {
  if (lastUpdatedTime > cutoff || runtimeStatus !== 'Completed') return false;
  return orchestrator === GO_LIVE || orchestrator === REJECTION;
}

async function atOnce<T>(all: readonly T[], isLate: () => boolean, act: (each: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length && !isLate(); start += AT_ONCE) {
    await Promise.all(all.slice(start, start + AT_ONCE).map(act));
  }
}
