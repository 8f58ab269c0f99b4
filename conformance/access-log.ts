import { readFileSync } from 'node:fs';

/** Requests to a storage account, by purpose. */
export interface StorageRequests {
  /** Polls of control and work-item queues, whether or not they found a message. */
  polls: number;
  /** Sending, renewing and deleting messages. */
  messages: number;
  /** History and instance tables. */
  tables: number;
  /** Leases of the partitions and of the app. */
  leases: number;
  /** Everything else. */
  others: number;
}

const REQUEST = /"([A-Z]+) \/devstoreaccount1\/(\S*) HTTP\/1\.1" \d{3} /g;

/** Counts the requests that Azurite has answered so far. */
export function countRequests(accessLog: string): StorageRequests {
  const counts: StorageRequests = { polls: 0, messages: 0, tables: 0, leases: 0, others: 0 };
  for (const [, method = '', path = ''] of readFileSync(accessLog, 'utf8').matchAll(REQUEST)) {
    counts[kindOf(method, path)]++;
  }
  return counts;
}

/** The requests between two counts. */
export function requestsSince(before: StorageRequests, after: StorageRequests): StorageRequests {
  return counted((kind) => after[kind] - before[kind]);
}

/** The counts multiplied by a factor and rounded to whole numbers. */
export function scaled(counts: StorageRequests, factor: number): StorageRequests {
  return counted((kind) => Math.round(counts[kind] * factor));
}

export function totalOf(counts: StorageRequests): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** All kinds in one line. */
export function shownByKind(counts: StorageRequests): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

function kindOf(method: string, path: string): keyof StorageRequests {
  if (/^[\w-]+\/messages\b/.test(path)) return method === 'GET' ? 'polls' : 'messages';
  if (/^\$batch\b|^Tables\b|^\w+(History|Instances)\b/.test(path)) return 'tables';
  // The partitions' leases are rows of a table of their own; the app's lease is on a blob.
  if (/^\w+Partitions\b|-applease\b|-leases\b/.test(path)) return 'leases';
  return 'others';
}

function counted(count: (kind: keyof StorageRequests) => number): StorageRequests {
  return {
    polls: count('polls'),
    messages: count('messages'),
    tables: count('tables'),
    leases: count('leases'),
    others: count('others'),
  };
}
