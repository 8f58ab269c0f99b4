import type { InvocationContext } from '@azure/functions';
import { purgeEnded } from '../operations/purge-ended.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { TaskHub } from '../platform/task-hub.ts';

/** Less than the function timeout in host.json. */
const MAX_PURGE_MS = 8 * 60_000;

/** Purges what ended before the retention time. Whatever one run does not reach, the next one does. */
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
