import type { OperationRecord } from '../../src/platform/record/record.ts';
import type { TaskHub } from '../../src/platform/task-hub.ts';
import { memoryRecord } from '../platform/record/memory-table.ts';
import { KEY } from './callers.ts';

const records = new WeakMap<TaskHub, OperationRecord>();

/** An in-memory task hub and the record that belongs to it. Pauses take no time, and the caller has a function key. */
export function storesOf<Hub extends TaskHub>(taskHub: Hub) {
  const record = records.get(taskHub) ?? memoryRecord();
  records.set(taskHub, record);
  return { taskHub, record, now: Date.now(), sleep: async () => {}, caller: KEY, tellRefused: () => {} };
}
