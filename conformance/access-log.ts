import { readFileSync } from 'node:fs';

/** Requests to a storage account, by what they are for. */
export interface StorageRequests {
  /** Looks into control and work item queues, with what they found or without. */
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

/** Counts what Azurite has answered so far. */
export function countRequests(accessLog: string): StorageRequests {
  const counts: StorageRequests = { polls: 0, messages: 0, tables: 0, leases: 0, others: 0 };
  for (const [, method = '', path = ''] of readFileSync(accessLog, 'utf8').matchAll(REQUEST)) {
    counts[kindOf(method, path)]++;
  }
  return counts;
}

/** What came between two counts. */
export function requestsSince(before: StorageRequests, after: StorageRequests): StorageRequests {
  return counted((kind) => after[kind] - before[kind]);
}

/** The counts times a factor, to the next whole number. */
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
  // The leases of partitions are rows of a table of their own; the app's is a blob's.
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
