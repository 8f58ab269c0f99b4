import type { FaultName } from '../scenario/rule.ts';

/** One request to the API, recorded for the rehearsal to read afterwards; it never contains the token. */
export interface JournalEntry {
  /** Increases by one with each request to any offer. */
  number: number;
  time: string;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Absent, with offerId, when the request is not about an offer that could be found. */
  publisherId?: string;
  offerId?: string;
  action: string;
  headers: {
    'if-match'?: string | undefined;
    'content-type'?: string | undefined;
    authorization?: { scheme: string; audience?: string | undefined; clientId?: string | undefined } | undefined;
  };
  /** The status answered; null when no answer was sent (yet). */
  status: number | null;
  /** The operation that this request began. */
  operationId?: string;
  faults?: FaultName[];
}

/** Keeps the newest entries, in order; `newest()` never returns more than the capacity. */
export class Journal<Entry> {
  readonly #capacity: number;
  #entries: Entry[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    // Dropped in bulk, so that adding stays cheap on average.
    if (this.#entries.length >= 2 * this.#capacity) this.#entries = this.newest();
  }

  newest(): Entry[] {
    return this.#entries.slice(-this.#capacity);
  }
}
