import { GO_LIVE } from '../domain/durable-names.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { TaskHub } from '../platform/task-hub.ts';
import { resumeOperation } from './resume-operation.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  now: number;
  /** Receives the reason why one could not be resumed; the others are resumed all the same. */
  warn: (id: string, error: unknown) => void;
}

const AT_ONCE = 10;
const DAY_MS = 24 * 3_600_000;

/** Resumes active operations, and those that failed before the record knew them. Returns how many it resumed. */
export async function resumeInterrupted(ports: Ports): Promise<number> {
  let resumed = 0;
  async function look(id: string): Promise<void> {
    try {
      if ((await resumeOperation(id, ports)) === 'resumed') resumed++;
    } catch (error) {
      ports.warn(id, error);
    }
  }
  for await (const ids of ports.record.activeIds()) await inTurn(ids, look);
  const gone = await ports.taskHub.list({
    createdFrom: new Date(ports.now - DAY_MS),
    runtimeStatus: ['Failed', 'Terminated'],
  });
  await inTurn(
    gone.filter(({ orchestrator }) => orchestrator === GO_LIVE).map(({ id }) => id),
    look,
  );
  return resumed;
}

async function inTurn(ids: readonly string[], look: (id: string) => Promise<void>): Promise<void> {
  for (let start = 0; start < ids.length; start += AT_ONCE)
    await Promise.all(ids.slice(start, start + AT_ONCE).map(look));
}
