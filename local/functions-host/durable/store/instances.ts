import type { Journal } from './journal.ts';

export type RuntimeStatus = 'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated';

const ended: ReadonlySet<RuntimeStatus> = new Set<RuntimeStatus>(['Completed', 'Failed', 'Terminated']);

/** Whether an instance in this status will never run again by itself. */
export function isTerminal(status: RuntimeStatus): boolean {
  return ended.has(status);
}

export interface TraceContext {
  traceParent: string;
  traceState?: string;
}

/** An orchestration instance, or an entity. `input`, `output` and `customStatus` are JSON text; a failure's output is plain text. */
export interface Instance {
  id: string;
  name: string;
  version: string | null;
  executionId: string;
  status: RuntimeStatus;
  input: string | null;
  output: string | null;
  customStatus: string | null;
  createdAt: number;
  updatedAt: number;
  trace: TraceContext | undefined;
}

export interface InstanceFilter {
  idPrefix?: string | undefined;
  createdFrom?: number | undefined;
  createdTo?: number | undefined;
  statuses?: string[] | undefined;
  /** Instances with a greater id only. */
  afterId?: string | undefined;
  limit: number;
}

export interface Instances {
  get(id: string): Instance | undefined;
  /** Instances in the order of their ids. */
  list(filter: InstanceFilter): Instance[];
  put(instance: Instance): void;
  remove(id: string): void;
}

export function instancesOf({ db }: Journal): Instances {
  const select = db.prepare('SELECT * FROM instances WHERE id = ?');
  const remove = db.prepare('DELETE FROM instances WHERE id = ?');
  const put = db.prepare(`INSERT OR REPLACE INTO instances VALUES
    (:id, :name, :version, :executionId, :status, :input, :output, :customStatus, :createdAt, :updatedAt, :traceParent, :traceState)`);
  const list = db.prepare(`SELECT * FROM instances
    WHERE id > :afterId AND substr(id, 1, length(:idPrefix)) = :idPrefix
      AND created_at >= :createdFrom AND created_at <= :createdTo
      AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
    ORDER BY id LIMIT :limit`);
  return {
    get(id) {
      const row = select.get(id);
      return row && toInstance(row);
    },
    list: ({ idPrefix, createdFrom, createdTo, statuses, afterId, limit }) =>
      list
        .all({
          idPrefix: idPrefix ?? '',
          createdFrom: createdFrom ?? 0,
          createdTo: createdTo ?? Number.MAX_SAFE_INTEGER,
          statuses: statuses ? JSON.stringify(statuses) : null,
          afterId: afterId ?? '',
          limit,
        })
        .map(toInstance),
    put({ trace, ...columns }) {
      put.run({
        ...columns,
        traceParent: trace?.traceParent ?? null,
        traceState: trace?.traceState ?? null,
      });
    },
    remove(id) {
      remove.run(id);
    },
  };
}

type Row = Record<string, unknown>;

// Only this module writes the journal, so its rows are trusted.
function toInstance(row: Row): Instance {
  const text = (column: string) => row[column] as string | null;
  const traceParent = text('trace_parent');
  const traceState = text('trace_state');
  return {
    id: row['id'] as string,
    name: row['name'] as string,
    version: text('version'),
    executionId: row['execution_id'] as string,
    status: row['status'] as RuntimeStatus,
    input: text('input'),
    output: text('output'),
    customStatus: text('custom_status'),
    createdAt: row['created_at'] as number,
    updatedAt: row['updated_at'] as number,
    trace: traceParent ? { traceParent, ...(traceState && { traceState }) } : undefined,
  };
}
