import type { ErrorCode } from './error-code.ts';

/**
 * What came back from the marketplace, already translated into our words. Nothing here names an API: a second
 * marketplace answers in the same words.
 */

/** Which bits an offer has in a slot: equal only if the marketplace calls them the same. */
export type Version = string;

export type OfferStatus =
  | 'never-published'
  | 'not-started'
  | 'waiting-for-publisher'
  | 'running'
  | 'succeeded'
  | 'canceled'
  | 'failed'
  | 'unknown';

/**
 * What a slot holds; `unreadable` is never taken for `empty`. `confirmed`: the marketplace says of this very version that
 * it has arrived there, so that the offer's status, which tells of its newest version, need not agree. `ref` is opaque to
 * the domain: what `submit` takes, so that nothing has to be looked up between the intent and the POST.
 */
export type Slot =
  | { kind: 'holds'; version: Version; confirmed?: true; ref?: string }
  | { kind: 'empty' }
  | { kind: 'unreadable'; reason: string };

/** A marketplace operation that the marketplace lists as running. */
export interface RunningOperation {
  operationId: string;
  /** Opaque to the domain: what `observe` and `cancel` take. */
  ref: string;
  version?: Version;
  target: 'preview' | 'live' | 'unknown';
  /**
   * Named after the version that it takes live, not after the request that began it: that it was seen before does not
   * make it another one.
   */
  pinned?: true;
}

export interface OfferSnapshot {
  status: OfferStatus;
  /** The marketplace's own word. */
  statusWord: string;
  preview: Slot;
  production: Slot;
  running: RunningOperation[];
}

export const MESSAGE_LEVELS = ['information', 'warning', 'error'] as const;

export interface Message {
  level: (typeof MESSAGE_LEVELS)[number];
  /** Plain text. */
  text: string;
  /** RFC 3339, when the marketplace told. */
  time?: string;
}

/** Shown to people; decides nothing but whether a person is needed. */
export interface Step {
  id: string;
  name: string;
  /**
   * `not-started`, `running`, `waiting-for-approval`, `waiting-for-publisher`, `blocked`, `rejected`, `complete`,
   * `failed`, `canceled`; a word never seen before is kept as it came.
   */
  status: string;
  /** Percent, 0 to 100. */
  progress?: number;
  /** The marketplace's own words, e.g. `~2-5 days`. */
  estimate?: string;
  /** The upper bound of the estimate. */
  estimateSeconds?: number;
  messages: Message[];
}

/** A step of that status has begun and not come to an end, also when it waits for a person. */
export function isUnderWay(status: string): boolean {
  return !['not-started', 'complete', 'failed', 'canceled'].includes(status);
}

export interface Problem {
  code: ErrorCode;
  /** The marketplace's own words, kept. */
  message: string;
  /** The marketplace's own code, when it gave one. */
  marketplaceCode?: string;
}

/** One look at a marketplace operation. */
export interface ObservedOperation {
  state: 'running' | 'succeeded' | 'failed' | 'canceled';
  /** The marketplace's own word. */
  status: string;
  /** The word was never seen before; the operation counts as running. */
  unknownStatus?: true;
  version?: Version;
  cancelable?: boolean;
  steps: Step[];
  liveLinks: string[];
  /** Why it failed; there when `state` is `failed`. */
  failure?: Problem;
}

/** An expected failure that looking again will not cure. */
export interface Refused {
  kind: 'refused';
  problem: Problem;
}

/** An expected failure that may pass: look again later. */
export interface Trouble {
  kind: 'trouble';
  reason: 'throttled' | 'unavailable' | 'timed-out' | 'unauthorized' | 'not-understood' | 'interrupted';
  message: string;
  /** What the marketplace asked for. */
  retryAfterSeconds?: number;
}

export type InspectOutcome = { kind: 'inspected'; offer: OfferSnapshot } | Refused | Trouble;

export type ObserveOutcome =
  | { kind: 'observed'; operation: ObservedOperation; retryAfterSeconds?: number }
  | { kind: 'not-found'; message: string }
  | Refused
  | Trouble;

export type SubmitOutcome =
  | { kind: 'accepted'; operationId: string; ref: string; retryAfterSeconds?: number }
  /** The marketplace decided against it; nothing was started. */
  | Refused
  /** Surely not processed (throttled, or the connection was never opened): may be sent again. */
  | { kind: 'not-processed'; message: string; retryAfterSeconds?: number }
  /** It may or may not have been accepted: only looking tells. */
  | { kind: 'unknown'; message: string };

export type CancelOutcome =
  | { kind: 'canceled' }
  | { kind: 'canceling'; ref?: string }
  | { kind: 'too-late'; message: string }
  | { kind: 'not-found'; message: string }
  | Refused
  | Trouble;
