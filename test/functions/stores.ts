import type { Instances } from '../../src/platform/instances.ts';
import type { OperationRecord } from '../../src/platform/record/record.ts';
import { memoryRecord } from '../platform/record/memory-table.ts';
import { KEY } from './callers.ts';

const records = new WeakMap<Instances, OperationRecord>();

/** Both stores, in memory: to one task hub belongs one record. Nothing is slept, and who calls has a function key. */
export function storesOf<Hub extends Instances>(instances: Hub) {
  const record = records.get(instances) ?? memoryRecord();
  records.set(instances, record);
  return { instances, record, now: Date.now(), sleep: async () => {}, caller: KEY, tellRefused: () => {} };
}
