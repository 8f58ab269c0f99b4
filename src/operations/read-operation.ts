import { adviceFor } from '../domain/attention-advice.ts';
import type { OperationView } from '../domain/operation.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { isRecordAway } from '../platform/record/table.ts';
import { hasEnded, type Instance, type TaskHub } from '../platform/task-hub.ts';
import { operationOf } from './operation-of.ts';
import { resumeOperation } from './resume-operation.ts';

export interface ReadPorts {
  taskHub: TaskHub;
  record: OperationRecord;
  now: number;
}

/**
 * The operation of this id, if there is one: an ended one from the record, a running one from the task hub, which knows
 * of each look. One that should be running but is not is resumed.
 * @throws RecordUnavailable when the record is away and the task hub does not know the operation.
 */
export async function readOperation(id: string, ports: ReadPorts): Promise<OperationView | undefined> {
  const { record, taskHub } = ports;
  let stored: Awaited<ReturnType<OperationRecord['read']>>;
  try {
    stored = await record.read(id);
  } catch (error) {
    const shown = isRecordAway(error) ? shownBy(await taskHub.find(id)) : undefined;
    if (shown) return shown;
    throw error;
  }
  if (stored?.ended) return stored.operation;
  const instance = await taskHub.find(id);
  const shown = shownBy(instance);
  if (!stored && !shown) return undefined;
  if (instance && shown && !hasEnded(instance)) return newest(shown, stored?.operation);
  // Its own state has ended, but the record does not hold the end yet.
  if (shown?.phase === 'ended' && shown.sequence > (stored?.sequence ?? 0)) return shown;
  await resumeOperation(id, ports);
  const operation = (await record.read(id))?.operation ?? stored?.operation ?? shown;
  return operation && interrupted(operation);
}

function shownBy(instance: Instance | undefined): OperationView | undefined {
  return instance && operationOf(instance);
}

function newest(shown: OperationView, stored: OperationView | undefined): OperationView {
  return stored && stored.sequence > shown.sequence ? stored : shown;
}

function interrupted(operation: OperationView): OperationView {
  if (operation.phase === 'ended') return operation;
  const message = 'What carried this operation was interrupted. It goes on from its last transition in some minutes.';
  const advice = adviceFor('Interrupted', { phase: operation.phase });
  return { ...operation, attention: { code: 'Interrupted', message, since: operation.lastUpdatedAt, ...advice } };
}
