import type { InvocationContext } from '@azure/functions';
import { resumeInterrupted } from '../operations/resume-interrupted.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { TaskHub } from '../platform/task-hub.ts';

/** Resumes interrupted operations, including those that no request reads. */
export async function resumeByTimer(
  ports: { taskHub: TaskHub; record: OperationRecord },
  context: InvocationContext,
): Promise<void> {
  const warn = (id: string, error: unknown) => context.warn(`Operation ${id} could not be resumed.`, error);
  const resumed = await resumeInterrupted({ ...ports, now: Date.now(), warn });
  if (resumed > 0) context.warn(`Resumed ${resumed} operations whose orchestration had failed or was lost.`);
}
