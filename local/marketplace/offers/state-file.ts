import { DatabaseSync } from 'node:sqlite';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from './entry.ts';
import type { Operation } from './operation.ts';

type StoredEntry = Omit<Entry, 'journal'>;

/** Keeps offers and operations in a SQLite file, so that they survive the marketplace's process. */
export interface StateFile {
  load(): { defaults: Scenario; entries: StoredEntry[] };
  saveDefaults(defaults: Scenario): void;
  /** Stores an offer and its changed operations, in one transaction. */
  saveEntry(entry: StoredEntry, changed?: Operation[]): void;
  deleteOffer(publisherId: string, offerId: string): void;
  deleteAll(): void;
  close(): void;
}

/** Opens the file, creating it if necessary. */
export function openStateFile(path: string): StateFile {
  const database = new DatabaseSync(path);
  // A killed process loses nothing with these settings. A power cut could, but a rehearsal need not survive that.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS defaults (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS offers (publisher TEXT, offer TEXT, record TEXT NOT NULL, PRIMARY KEY (publisher, offer));
    CREATE TABLE IF NOT EXISTS operations (id TEXT PRIMARY KEY, publisher TEXT, offer TEXT, record TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS operations_of_offer ON operations (publisher, offer);
  `);
  const putDefaults = database.prepare('INSERT OR REPLACE INTO defaults VALUES (1, ?)');
  const putOffer = database.prepare('INSERT OR REPLACE INTO offers VALUES (?, ?, ?)');
  // Updated rather than replaced, because operations are read in the order in which they began.
  const putOperation = database.prepare(
    'INSERT INTO operations VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
  );
  const dropOffer = database.prepare('DELETE FROM offers WHERE publisher = ? AND offer = ?');
  const dropOperations = database.prepare('DELETE FROM operations WHERE publisher = ? AND offer = ?');
  return {
    load() {
      const [defaults = {}] = records<Scenario>(database, 'SELECT record FROM defaults');
      const entries = records<Omit<StoredEntry, 'operations'>>(database, 'SELECT record FROM offers');
      const operationsOf = database.prepare(
        'SELECT record FROM operations WHERE publisher = ? AND offer = ? ORDER BY rowid',
      );
      return {
        defaults,
        entries: entries.map((entry) => {
          const rows = operationsOf.all(entry.offer.publisherId, entry.offer.offerId);
          const operations = rows.map((row) => parse<Operation>(row['record']));
          return { ...entry, operations: new Map(operations.map((operation) => [operation.id, operation])) };
        }),
      };
    },
    saveDefaults: (defaults) => void putDefaults.run(JSON.stringify(defaults)),
    saveEntry({ offer, scenario, ruleUses }, changed = []) {
      const { publisherId, offerId } = offer;
      database.exec('BEGIN');
      for (const operation of changed) {
        putOperation.run(operation.id, publisherId, offerId, JSON.stringify(operation));
      }
      putOffer.run(publisherId, offerId, JSON.stringify({ offer, scenario, ruleUses }));
      database.exec('COMMIT');
    },
    deleteOffer(publisherId, offerId) {
      dropOffer.run(publisherId, offerId);
      dropOperations.run(publisherId, offerId);
    },
    deleteAll: () => database.exec('DELETE FROM defaults; DELETE FROM offers; DELETE FROM operations;'),
    close: () => database.close(),
  };
}

function records<Kind>(database: DatabaseSync, query: string): Kind[] {
  return database
    .prepare(query)
    .all()
    .map((row) => parse<Kind>(row['record']));
}

/** Only this module writes the file, so the shape of its content is trusted. */
function parse<Kind>(record: unknown): Kind {
  return JSON.parse(String(record)) as Kind;
}
