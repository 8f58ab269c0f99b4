import type { Journal } from './journal.ts';

/** An activity that was scheduled and whose result is not stored yet. */
export interface WorkItem {
  instanceId: string;
  executionId: string;
  taskId: number;
  name: string;
  /** Text for the trigger's binding; null when the orchestrator gave no input. */
  input: string | null;
}

/** Scheduled activities; an item leaves with the transaction that stores its result. */
export interface WorkItems {
  add(item: WorkItem): void;
  get(position: number): WorkItem | undefined;
  positions(): number[];
  remove(position: number): void;
  clear(instanceId: string): void;
}

/** @param wake is called for each new item, once it is committed. */
export function workItemsOf(journal: Journal, wake: (position: number) => void): WorkItems {
  const { db } = journal;
  const insert = db.prepare(
    'INSERT INTO activities (instance_id, execution_id, task_id, name, input) VALUES (?, ?, ?, ?, ?)',
  );
  const select = db.prepare('SELECT * FROM activities WHERE position = ?');
  const positions = db.prepare('SELECT position FROM activities ORDER BY position');
  const remove = db.prepare('DELETE FROM activities WHERE position = ?');
  const clear = db.prepare('DELETE FROM activities WHERE instance_id = ?');
  return {
    add({ instanceId, executionId, taskId, name, input }) {
      const { lastInsertRowid } = insert.run(instanceId, executionId, taskId, name, input);
      journal.afterCommit(() => wake(Number(lastInsertRowid)));
    },
    get(position) {
      const row = select.get(position);
      if (!row) return undefined;
      return {
        instanceId: String(row['instance_id']),
        executionId: String(row['execution_id']),
        taskId: Number(row['task_id']),
        name: String(row['name']),
        input: row['input'] === null ? null : String(row['input']),
      };
    },
    positions: () => positions.all().map((row) => Number(row['position'])),
    remove(position) {
      remove.run(position);
    },
    clear(instanceId) {
      clear.run(instanceId);
    },
  };
}
