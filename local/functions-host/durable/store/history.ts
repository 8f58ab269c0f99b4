import type { HistoryEvent } from '../history-event.ts';
import type { Journal } from './journal.ts';

/** The events of each instance's present execution, in one row an episode. */
export interface History {
  read(instanceId: string): HistoryEvent[];
  append(instanceId: string, events: HistoryEvent[]): void;
  remove(instanceId: string): void;
}

export function historyOf({ db }: Journal): History {
  const select = db.prepare('SELECT events FROM history WHERE instance_id = ? ORDER BY position');
  const insert = db.prepare('INSERT INTO history (instance_id, events) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM history WHERE instance_id = ?');
  return {
    read: (instanceId) => select.all(instanceId).flatMap(({ events }) => JSON.parse(String(events)) as HistoryEvent[]),
    append(instanceId, events) {
      insert.run(instanceId, JSON.stringify(events));
    },
    remove(instanceId) {
      remove.run(instanceId);
    },
  };
}
