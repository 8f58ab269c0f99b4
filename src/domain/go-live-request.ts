import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';
import type { Version } from './observation.ts';

/**
 * What to do when a marketplace operation of the offer is running already: `join` follows it if it takes the wanted
 * version live and queues otherwise, `queue` waits for its end and looks again, `fail` ends the operation,
 * `supersede` cancels it if it is ours and queues otherwise.
 */
export const ON_CONFLICT = ['join', 'queue', 'fail', 'supersede'] as const;
export type OnConflict = (typeof ON_CONFLICT)[number];

/** Nothing waits longer than this, whatever it waits for. */
export const MAX_WAIT_SECONDS = 366 * 24 * 3600;

/** One accepted request, complete: everything that shapes the operation's course is in here. */
export interface GoLiveRequest {
  operationId: string;
  publisherId: string;
  offerId: string;
  /** Which of the marketplace's APIs the offer goes live through; a request from before there was a choice has none. */
  api?: string;
  requestedAt: Instant;
  /** Who asked. */
  requestedBy?: Actor;
  onConflict: OnConflict;
  expectedVersion?: Version;
  notBefore?: Instant;
  approval?: ApprovalPolicy;
  /** Of the request's own content: the same idempotency key with another one is a mistake of the caller. */
  fingerprint: string;
  labels?: Record<string, string>;
  /** Where people find the operation, and the publisher's offers. */
  links?: { self?: string; page?: string; marketplace: string };
  /** Names its idempotency key in the record; a request without a key has none. */
  key?: string;
  /** W3C trace context of the caller. */
  traceparent?: string;
  /** Key of the offer's lane; without one the operation does not queue behind others of ours. */
  laneKey?: string;
  terms: Terms;
}

export interface ApprovalPolicy {
  /** How many distinct people must approve. */
  required: number;
  expiresAfterSeconds: number;
  /** Whoever asked may not approve. */
  distinctFromRequester?: true;
  /** Role values, and ids of people: who may approve. Kept at the edge, where it is known who has which role. */
  approvers?: readonly string[];
}

/** What the settings and the request said when the operation started; later changes of settings do not touch it. */
export interface Terms {
  pollMinSeconds: number;
  pollMaxSeconds: number;
  settleSeconds: number;
  deadlineAt: Instant;
  /** How long an ended operation goes on trying to deliver its last events. */
  announceSeconds: number;
}
