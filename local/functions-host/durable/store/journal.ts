import { DatabaseSync } from 'node:sqlite';
import { ensureSchema } from './schema.ts';

/** The SQLite file that holds all durable state; all changes of one event-loop turn share a commit. */
export interface Journal {
  readonly db: DatabaseSync;
  /**
   * Applies the change now, as a whole or not at all, and resolves once it is committed. Nothing may become visible
   * before that.
   */
  write<T>(change: () => T): Promise<T>;
  /** Called within a change: runs the effect once the change is committed. */
  afterCommit(effect: () => void): void;
  /** Commits what is open and closes the file. */
  close(): void;
}

const SQLITE_BUSY = 5;
const LOCK_WAIT_MS = 1_000;
const CACHE_KIB = 8_192;

/** @throws when another host holds the file or another version wrote it. */
export function openJournal(path: string): Journal {
  const db = openExclusively(path);
  let open = false;
  let effects: (() => void)[] = [];
  let waiting: { resolve: () => void; reject: (reason: unknown) => void }[] = [];

  const commit = () => {
    if (!open) return;
    open = false;
    const [done, settled] = [effects, waiting];
    [effects, waiting] = [[], []];
    try {
      db.exec('COMMIT');
    } catch (cause) {
      if (db.isTransaction) db.exec('ROLLBACK');
      const failure = new Error(`The journal ${path} could not be written; nothing of this turn was kept.`, { cause });
      for (const { reject } of settled) reject(failure);
      return;
    }
    for (const effect of done) effect();
    for (const { resolve } of settled) resolve();
  };

  return {
    db,
    async write(change) {
      if (!open) {
        db.exec('BEGIN');
        open = true;
        setImmediate(commit);
      }
      const effectsBefore = effects.length;
      db.exec('SAVEPOINT change');
      let result: ReturnType<typeof change>;
      try {
        result = change();
        db.exec('RELEASE change');
      } catch (error) {
        db.exec('ROLLBACK TO change; RELEASE change');
        effects.length = effectsBefore;
        throw error;
      }
      await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
      return result;
    },
    afterCommit: (effect) => effects.push(effect),
    close() {
      commit();
      if (db.isOpen) db.close();
    },
  };
}

/** Locks the open file through the operating system, so the lock ends with the process, however that ends. */
function openExclusively(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  try {
    // NORMAL in WAL mode: the kernel holds a committed change, so a SIGKILL of this process cannot lose it.
    db.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`);
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE; COMMIT`);
    ensureSchema(db, path);
    return db;
  } catch (error) {
    db.close();
    if (typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new Error(`The journal ${path} is in use by another host; stop that one, or choose another directory.`, {
        cause: error,
      });
    }
    throw error;
  }
}
