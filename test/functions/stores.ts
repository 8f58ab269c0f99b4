import type { OperationRecord } from '../../src/platform/record/record.ts';
import type { TaskHub } from '../../src/platform/task-hub.ts';
import { memoryRecord } from '../platform/record/memory-table.ts';
import { KEY } from './callers.ts';

const records = new WeakMap<TaskHub, OperationRecord>();

/** Both stores, in memory: to one task hub belongs one record. Nothing is slept, and who calls has a function key. */
export function storesOf<Hub extends TaskHub>(taskHub: Hub) {
  const record = records.get(taskHub) ?? memoryRecord();
  records.set(taskHub, record);
  return { taskHub, record, now: Date.now(), sleep: async () => {}, caller: KEY, tellRefused: () => {} };
}
