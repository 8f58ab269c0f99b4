import type { ErrorCode } from './error-code.ts';
import type { GoLiveRequest } from './go-live-request.ts';
import type { Instant } from './instant.ts';
import type { ObservedOperation, OfferStatus, Problem, Version } from './observation.ts';
import type { CancellationState, Decision } from './operation.ts';
import type { Measure, Outbox } from './transition.ts';

/**
 * One go-live, whole: plain JSON, so that it can be the input of the orchestration's next run. It changes in
 * `apply` alone.
 */
export interface GoLive {
  readonly request: GoLiveRequest;
  readonly stage: Stage;
  /** When the last outcome came in, by the orchestration's clock. */
  readonly now: Instant;
  readonly lastUpdatedAt: Instant;
  /** Number of the last transition; rises by one from 1. */
  readonly sequence: number;
  readonly outbox: Outbox;
  /** How often the marketplace was looked at. */
  readonly checks: number;
  readonly submission: Submission;
  readonly approvals: readonly Approval[];
  readonly marketplace?: TrackedOperation;
  readonly attention?: Attention;
  readonly cancellation?: Cancellation;
  /** The marketplace operation that is followed was started by somebody else. */
  readonly joined?: true;
  /** Its place in the offer's lane, once it has entered. */
  readonly lane?: Lane;
  /** What the next transition is to carry. */
  readonly measures?: readonly Measure[];
}

/** Where a go-live stands. `dueAt` is when the next look or call is to be made. */
export type Stage =
  | { readonly phase: 'scheduled'; readonly until: Instant }
  | { readonly phase: 'awaiting-approval'; readonly expiresAt: Instant }
  /** A marketplace operation that can neither be joined nor superseded runs: look again when it may have ended. */
  | {
      readonly phase: 'queued';
      readonly lane?: undefined;
      readonly since: Instant;
      readonly dueAt: Instant;
      readonly troubles: number;
    }
  | InLane
  | { readonly phase: 'checking'; readonly dueAt: Instant; readonly troubles: number }
  | { readonly phase: 'submitting'; readonly intent: Intent }
  /** The outcome of the POST is unknown. From `provenAt` on, a look that does not show it proves it absent. */
  | {
      readonly phase: 'settling';
      readonly intent: Intent;
      readonly provenAt: Instant;
      /** An operation that may be what the POST started has shown since, whatever the marketplace said it was. */
      readonly shown?: true;
      readonly dueAt: Instant;
      readonly troubles: number;
    }
  | Following<'publishing'>
  /** `ask` whether it can be canceled, `send` the cancel, `follow` it until the marketplace says how it ended. */
  | (Following<'canceling'> & { readonly step: 'ask' | 'send' | 'follow' })
  | { readonly phase: 'ended'; readonly end: End; readonly endedAt: Instant };

/** On its way through the offer's lane: what is to be done next there. */
export interface InLane {
  readonly phase: 'queued';
  readonly lane: 'enter' | 'check-holder' | 'evict' | 'supersede' | 'look';
  /** Names the offer's lane. */
  readonly key: string;
  readonly since: Instant;
  readonly dueAt: Instant;
  readonly troubles: number;
}

export interface Lane {
  /** Names the offer's lane. */
  readonly key: string;
  /** 0 holds the lane. */
  readonly position: number;
  readonly holder: string;
  /** `queued` was announced. */
  readonly told?: true;
  /** The holder that was asked to cancel. */
  readonly superseded?: string;
  readonly left?: true;
  /** When leaving is tried again. */
  readonly leaveAt?: Instant;
  /** Who holds the lane by our leaving and is to be told. */
  readonly wakes?: string;
}

/** A marketplace operation of ours is under way and is looked at from time to time. */
export interface Following<P extends string> {
  readonly phase: P;
  readonly since: Instant;
  readonly dueAt: Instant;
  /** Looks in a row that failed. */
  readonly troubles: number;
  /** When a step last changed: the schedule starts from there. */
  readonly progressAt: Instant;
  /**
   * What to look at next: the marketplace operation, or the offer because the operation said that it is `completed`
   * or is `missing`.
   */
  readonly look: 'operation' | 'completed' | 'missing';
  /** Since when neither the marketplace operation nor the offer shows it. */
  readonly goneSince?: Instant;
}

/** What was seen and decided before a POST; recorded before anything is sent. */
export interface Intent {
  /** Number of this POST; each has a ticket of its own. */
  readonly attempt: number;
  readonly version: Version;
  /** Opaque: what the marketplace's `submit` takes. */
  readonly ref?: string;
  /** Marketplace operations that some look before the POST showed: none of these is ours, even if it shows again. */
  readonly seen: readonly string[];
  readonly statusBefore: OfferStatus;
  readonly intendedAt: Instant;
}

export interface Submission {
  /** POSTs so far, those that were surely not processed included. */
  readonly attempts: number;
  /** POSTs whose outcome was unknown and which were proven absent. */
  readonly absent: number;
  /** Marketplace operations that any look before a POST showed. */
  readonly seen: readonly string[];
}

/** The marketplace operation that takes the version live. */
export interface TrackedOperation {
  readonly operationId: string;
  readonly ref: string;
  readonly version: Version;
  /** The offer's status before; a status that has not changed since tells nothing about this operation. */
  readonly statusBefore: OfferStatus;
  readonly observed?: ObservedOperation;
  /** Since when the steps that are under way are, as far as looking tells; one whose beginning was not seen is not in it. */
  readonly stepsSince?: Readonly<Record<string, Instant>>;
}

export interface Approval {
  readonly principalId: string;
  readonly name?: string;
  readonly decision: Decision;
  readonly reason?: string;
  readonly at: Instant;
}

export interface Attention {
  readonly code: string;
  readonly message: string;
  readonly since: Instant;
}

export interface Cancellation {
  readonly requestedAt: Instant;
  readonly reason?: string;
  readonly notificationEmails: readonly string[];
  readonly state: CancellationState;
}

export type End =
  | {
      readonly status: 'Succeeded';
      readonly version: Version;
      readonly liveLinks: readonly string[];
      readonly alreadyLive?: true;
    }
  | { readonly status: 'Failed'; readonly error: Failure }
  | { readonly status: 'Canceled' };

export interface Failure extends Problem {
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly retryable: boolean;
}
