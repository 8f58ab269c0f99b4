import type { Journal } from './journal.ts';

/** A message to an orchestration instance (a history event) or to an entity (a request). */
export interface Message<Body> {
  position: number;
  body: Body;
}

export interface Letter {
  to: string;
  body: object;
  /** The one execution that it is meant for; other executions of the instance drop it. */
  executionId?: string;
  /** When it arrives, in milliseconds since 1970. Messages are read in this order, then in the order of sending. */
  dueAt: number;
}

/** Messages that wait for the next episode of their instance; timers are messages that are not due yet. */
export interface Inbox {
  send(letter: Letter): void;
  /** Due messages of the instance, without those that were meant for another execution. */
  due<Body>(instanceId: string, executionId: string | null, now: number): Message<Body>[];
  /** Instances with messages that fell due after `from` and not after `to`. */
  instancesDue(from: number, to: number): string[];
  nextDueAfter(now: number): number | undefined;
  /** Delays everything that was due by then. */
  postpone(dueUntil: number, to: number): void;
  /** Removes messages that were read. */
  remove(positions: number[]): void;
  clear(instanceId: string): void;
  /** Removes the messages that only that execution would read: its timers and answers. */
  clearExecution(instanceId: string, executionId: string): void;
}

/** @param wake is called for each message, once it is committed. */
export function inboxOf(journal: Journal, wake: (instanceId: string, dueAt: number) => void): Inbox {
  const { db } = journal;
  const insert = db.prepare('INSERT INTO messages (instance_id, execution_id, due_at, body) VALUES (?, ?, ?, ?)');
  const due = db.prepare(`SELECT position, execution_id, body FROM messages
    WHERE instance_id = ? AND due_at <= ? ORDER BY due_at, position`);
  const instancesDue = db.prepare('SELECT DISTINCT instance_id FROM messages WHERE due_at > ? AND due_at <= ?');
  const nextDue = db.prepare('SELECT min(due_at) AS due_at FROM messages WHERE due_at > ?');
  const postpone = db.prepare('UPDATE messages SET due_at = ? WHERE due_at <= ?');
  const remove = db.prepare('DELETE FROM messages WHERE position = ?');
  const clear = db.prepare('DELETE FROM messages WHERE instance_id = ?');
  const clearExecution = db.prepare('DELETE FROM messages WHERE instance_id = ? AND execution_id = ?');
  return {
    send({ to, body, executionId, dueAt }) {
      insert.run(to, executionId ?? null, dueAt, JSON.stringify(body));
      journal.afterCommit(() => wake(to, dueAt));
    },
    due: (instanceId, executionId, now) =>
      due
        .all(instanceId, now)
        .filter((row) => row['execution_id'] === null || row['execution_id'] === executionId)
        .map((row) => ({ position: Number(row['position']), body: JSON.parse(String(row['body'])) })),
    instancesDue: (from, to) => instancesDue.all(from, to).map((row) => String(row['instance_id'])),
    nextDueAfter(now) {
      const at = nextDue.get(now)?.['due_at'];
      return typeof at === 'number' ? at : undefined;
    },
    postpone(dueUntil, to) {
      postpone.run(to, dueUntil);
    },
    remove(positions) {
      for (const position of positions) remove.run(position);
    },
    clear(instanceId) {
      clear.run(instanceId);
    },
    clearExecution(instanceId, executionId) {
      clearExecution.run(instanceId, executionId);
    },
  };
}
