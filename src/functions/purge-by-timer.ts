import type { InvocationContext } from '@azure/functions';
import { purgeEnded } from '../operations/purge-ended.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { TaskHub } from '../platform/task-hub.ts';

/** Less than the time that host.json gives a function. */
const MAX_PURGE_MS = 8 * 60_000;

/** Forgets what ended before the retention time; what it does not reach is forgotten on the next run. */
export async function purgeByTimer(
  ports: { taskHub: TaskHub; record: OperationRecord; retentionDays: number },
  context: InvocationContext,
): Promise<void> {
  const now = Date.now();
  const purged = await purgeEnded({ ...ports, now, isLate: () => Date.now() > now + MAX_PURGE_MS });
  const { operations, instances, keys, rejections } = purged;
  context.info(
    `Purged ${operations} operations, ${instances} instances of the task hub, ${keys} unused keys, and ${rejections} rejections.`,
  );
}
