import type { DatabaseSync } from 'node:sqlite';

/** Version of the journal's tables; increase it with every change of them. */
const SCHEMA_VERSION = 2;

const tables = `
  CREATE TABLE instances (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT,
    execution_id TEXT NOT NULL,
    status TEXT NOT NULL,
    input TEXT,
    output TEXT,
    custom_status TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    trace_parent TEXT,
    trace_state TEXT
  );
  CREATE TABLE history (
    position INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    events TEXT NOT NULL
  );
  CREATE INDEX history_by_instance ON history (instance_id);
  CREATE TABLE messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id TEXT NOT NULL,
    execution_id TEXT,
    due_at INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX messages_by_instance ON messages (instance_id, due_at);
  CREATE INDEX messages_by_due ON messages (due_at);
  CREATE TABLE activities (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id TEXT NOT NULL,
    execution_id TEXT NOT NULL,
    task_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    input TEXT
  );
  CREATE INDEX activities_by_instance ON activities (instance_id);
`;

/**
 * Creates the tables in an empty file.
 * @throws when the file was written by another version of the engine.
 */
export function ensureSchema(db: DatabaseSync, path: string): void {
  const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === SCHEMA_VERSION) return;
  if (version !== 0) {
    throw new Error(
      `The journal ${path} has schema version ${version}; this host reads version ${SCHEMA_VERSION}. ` +
        'Use the host that wrote it, or delete the file to start with an empty journal.',
    );
  }
  db.exec(`BEGIN; ${tables} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}
