import type { ErrorCode } from './error-code.ts';
import type { TakenOver } from './taken-over.ts';

/**
 * What came back from the marketplace, already translated into our words. Nothing here names an API: a second
 * marketplace answers in the same words.
 */

/** Identifies the bits that an offer has in a slot; equal only if the marketplace gives them the same version. */
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
 * What a slot holds. A slot that cannot be read turns the whole look into trouble; it never counts as `empty`. `ref` is
 * opaque to the domain: `submit` takes it, so that nothing has to be looked up between the intent and the POST.
 */
export type Slot = { kind: 'holds'; version: Version; ref?: string } | { kind: 'empty' };

/**
 * How far a marketplace operation has come: on its way to `preview`; at `sign-off`, where a publish waits for the very
 * go-live that we send; on its way to `live`; `unknown` when it does not tell; `ended` when the list still has it although
 * it says itself that it is over.
 */
export type Reach = 'preview' | 'sign-off' | 'live' | 'unknown' | 'ended';

/** A marketplace operation that is listed as running, or that was read by its id and is running. */
export interface RunningOperation {
  operationId: string;
  /** Opaque to the domain: what `observe` and `cancel` take. */
  ref: string;
  version?: Version;
  reach: Reach;
}

/** A marketplace operation that a look reads whether it is listed or not. */
export type Watched = Pick<RunningOperation, 'operationId' | 'ref'>;

/** One whole look at an offer, in the order in which its parts were read. */
export interface OfferSnapshot {
  running: readonly RunningOperation[];
  status: OfferStatus;
  /** The marketplace's own word. */
  statusWord: string;
  production: Slot;
  preview: Slot;
}

export const MESSAGE_LEVELS = ['information', 'warning', 'error'] as const;

export interface Message {
  level: (typeof MESSAGE_LEVELS)[number];
  /** Plain text. */
  text: string;
  /** RFC 3339, when the marketplace gave one. */
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

/** Whether a step of that status has begun and not ended; waiting for a person counts as under way. */
export function isUnderWay(status: string): boolean {
  return !['not-started', 'complete', 'failed', 'canceled'].includes(status);
}

export interface Cause {
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
  /** How far it has come by its steps, whatever its status. */
  reach: Exclude<Reach, 'ended'>;
  /** It can take only this version live, so nobody can take it back to wait for its sign-off. */
  fixedVersion?: true;
  cancelable?: boolean;
  steps: Step[];
  liveLinks: string[];
  /** Why it failed; present when `state` is `failed`. */
  failure?: Cause;
}

/** An expected failure that looking again will not cure. */
export interface Refused {
  kind: 'refused';
  cause: Cause;
}

/** An expected failure that may pass: look again later. */
export interface Trouble {
  kind: 'trouble';
  reason: 'throttled' | 'unavailable' | 'timed-out' | 'unauthorized' | 'not-understood' | 'interrupted';
  message: string;
  /** The delay that the marketplace asked for. */
  retryAfterSeconds?: number;
}

export type InspectOutcome = { kind: 'inspected'; offer: OfferSnapshot } | Refused | Trouble;

export type RunningOutcome = { kind: 'running'; operations: readonly RunningOperation[] } | Refused | Trouble;

export type ObserveOutcome =
  | { kind: 'observed'; operation: ObservedOperation; retryAfterSeconds?: number }
  | { kind: 'not-found'; message: string }
  | Refused
  | Trouble;

/**
 * Certainly nothing was started. `changed`: the offer is no longer as the intent recorded it; `late`: the time to send
 * was over; `withheld`: the ticket was taken so that no run sends; `closed`: the record no longer lets this operation
 * send; otherwise the marketplace did not process it.
 */
export interface NotSent {
  kind: 'not-sent';
  reason: 'changed' | 'late' | 'withheld' | 'throttled' | 'unavailable';
  message: string;
  retryAfterSeconds?: number;
}

/** What the marketplace's answer to a go-live says. */
export type GoLiveAnswer =
  | { kind: 'accepted'; operationId: string; ref: string; retryAfterSeconds?: number }
  /** The marketplace decided against it; nothing was started. */
  | Refused
  | NotSent
  /** It may or may not have been accepted; only a look can tell. */
  | { kind: 'unknown'; message: string };

/** What came of one submission. */
export type SubmitOutcome =
  | Exclude<GoLiveAnswer, { kind: 'unknown' }>
  | TakenOver
  /** The record is away: this run sent nothing, but its ticket may have been taken. */
  | { kind: 'no-ticket'; message: string }
  | {
      kind: 'unknown';
      message: string;
      /** When the ticket of this POST was taken, by the clock of the run that took it. */
      ticketAt: number;
      /** This run holds the ticket and has its answer. Otherwise another run may have sent and still wait for one. */
      holdsTicket: boolean;
    };

export type CancelOutcome =
  | { kind: 'canceled' }
  | { kind: 'canceling'; ref?: string }
  | { kind: 'too-late'; message: string }
  | { kind: 'not-found'; message: string }
  /** Something other than ours was running, or the time to send was over. */
  | { kind: 'not-sent'; message: string }
  | Refused
  | Trouble;
