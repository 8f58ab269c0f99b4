import type { Journal } from './journal.ts';

/** An entity that exists, or whose lock is held. */
export interface Entity {
  /** JSON text; null when the entity does not exist. */
  state: string | null;
  /** The orchestration instance that holds the lock. */
  lockedBy: string | null;
}

export interface Entities {
  get(id: string): Entity;
  put(id: string, entity: Entity): void;
  /** Ids of the entities whose lock the instance holds. */
  lockedBy(instanceId: string): string[];
}

export function entitiesOf({ db }: Journal): Entities {
  const select = db.prepare('SELECT state, locked_by FROM entities WHERE id = ?');
  const put = db.prepare('INSERT OR REPLACE INTO entities (id, state, locked_by) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM entities WHERE id = ?');
  const lockedBy = db.prepare('SELECT id FROM entities WHERE locked_by = ?');
  const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    get(id) {
      const row = select.get(id);
      return { state: textOrNull(row?.['state']), lockedBy: textOrNull(row?.['locked_by']) };
    },
    put(id, { state, lockedBy: owner }) {
      if (state === null && owner === null) remove.run(id);
      else put.run(id, state, owner);
    },
    lockedBy: (instanceId) => lockedBy.all(instanceId).map((row) => String(row['id'])),
  };
}
