import type { Before } from './before.ts';
import type { Instant } from './instant.ts';
import type { Version } from './observation.ts';

/** What was seen and decided before a POST; recorded before anything is sent. */
export interface Intent {
  /** Number of this POST; each has a ticket of its own. */
  readonly attempt: number;
  readonly version: Version;
  /** Opaque: what the marketplace's `submit` takes. */
  readonly ref?: string;
  readonly before: Before;
  readonly intendedAt: Instant;
}

/** A POST whose outcome is unknown, and the evidence against its absence. */
export interface Unsettled {
  /** R16: the intent of the first POST. Later looks are compared with what it recorded, however many POSTs follow. */
  readonly intent: Intent;
  /** Number of POSTs whose outcome is unknown. */
  readonly posts: number;
  /** When the newest successful look began; before the first one, when the ticket was taken. */
  readonly lookedAt: Instant;
  /** R4: a look since the ticket showed a difference, or no look succeeded for too long. Once set, it stays set. */
  readonly doubtful?: true;
}

export interface Submission {
  /** POSTs so far, those that were surely not processed included. */
  readonly attempts: number;
  /** R3: from this moment on, a look shows the effect of every POST so far. */
  readonly provenAt: Instant;
  /** Attempts whose ticket is unknown: a run that is late could still take such a ticket, and send. */
  readonly untaken?: readonly number[];
  /** POSTs that were accepted and then came to nothing, because something else was running. */
  readonly fruitless?: number;
  /** R10: the outcome of some POST was never learnt, and the outcome of a later one does not change that. */
  readonly unknown?: true;
}
