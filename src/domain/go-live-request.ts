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

/** The longest that anything waits. */
export const MAX_WAIT_SECONDS = 366 * 24 * 3600;

/** One accepted request, complete: everything that shapes the operation's course is in here. */
export interface GoLiveRequest {
  operationId: string;
  publisherId: string;
  offerId: string;
  /** The marketplace API through which the offer goes live; absent in requests from before there was a choice. */
  api?: string;
  requestedAt: Instant;
  requestedBy?: Actor;
  onConflict: OnConflict;
  expectedVersion?: Version;
  notBefore?: Instant;
  approval?: ApprovalPolicy;
  /** Hash of the request's content: reusing an idempotency key with different content is the caller's mistake. */
  fingerprint: string;
  labels?: Record<string, string>;
  /** Where people find the operation, and the publisher's offers. */
  links?: { self?: string; page?: string; marketplace: string };
  /** The record's key for the idempotency key; absent when the request had none. */
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
  /** The requester may not approve. */
  distinctFromRequester?: true;
  /** Role values and ids of the people who may approve. Enforced at the edge, where the caller's roles are known. */
  approvers?: readonly string[];
}

/** The settings and the request as they were when the operation began; later changes of settings do not affect it. */
export interface Terms {
  pollMinSeconds: number;
  pollMaxSeconds: number;
  settleSeconds: number;
  deadlineAt: Instant;
  /** How long an ended operation goes on trying to deliver its last events. */
  announceSeconds: number;
}
