import type { Principal } from './actor.ts';
import type { Intent, Unsettled } from './attempt.ts';
import type { ErrorCode } from './error-code.ts';
import type { Instant } from './instant.ts';
import type { Cause, Version } from './observation.ts';

/** Where a go-live stands. `dueAt` is when the next look or call is to be made. */
export type Stage =
  | { readonly phase: 'scheduled'; readonly until: Instant }
  /** Reads which version is in preview, so that people are asked to approve that version. */
  | {
      readonly phase: 'scheduled';
      readonly until?: undefined;
      readonly expiresAfterSeconds: number;
      readonly dueAt: Instant;
      readonly consecutiveFailures: number;
    }
  | { readonly phase: 'awaiting-approval'; readonly expiresAt: Instant }
  /** A marketplace operation that can neither be joined nor superseded runs: look again when it may have ended. */
  | {
      readonly phase: 'queued';
      readonly laneKey?: undefined;
      readonly since: Instant;
      /** The first marketplace operation that it waits for. */
      readonly behind: string;
      readonly dueAt: Instant;
      readonly consecutiveFailures: number;
      readonly unclearSince?: Instant;
    }
  | InLane
  | {
      readonly phase: 'checking';
      readonly dueAt: Instant;
      readonly consecutiveFailures: number;
      /** Since when the parts of a look have contradicted one another, as they do while one of them lags. */
      readonly unclearSince?: Instant;
    }
  /** `unsettled`: an earlier POST whose outcome is still not known. */
  | { readonly phase: 'submitting'; readonly intent: Intent; readonly unsettled?: Unsettled }
  /** The outcome of a POST is unknown. After the settle time, looks that show nothing of it prove it absent. */
  | {
      readonly phase: 'settling';
      readonly unsettled: Unsettled;
      /** Why a later POST was refused: the operation fails with it once the earlier POST is proven absent. */
      readonly refusal?: Cause;
      readonly dueAt: Instant;
      readonly consecutiveFailures: number;
    }
  | Following<'publishing'>
  /** `ask` whether it can be canceled, `send` the cancel, `follow` it until the marketplace says how it ended. */
  | (Following<'canceling'> & { readonly next: 'ask' | 'send' | 'follow' })
  | { readonly phase: 'ended'; readonly end: End; readonly endedAt: Instant };

/** On its way through the offer's lane; `next` is the step to take there. */
export interface InLane {
  readonly phase: 'queued';
  readonly next: 'enter' | 'check-holder' | 'evict' | 'supersede' | 'look';
  /** Names the offer's lane. */
  readonly laneKey: string;
  readonly since: Instant;
  readonly dueAt: Instant;
  readonly consecutiveFailures: number;
}

/** A marketplace operation of ours is under way, and a look is made from time to time. */
export interface Following<P extends string> {
  readonly phase: P;
  readonly dueAt: Instant;
  /** Looks in a row that failed. */
  readonly consecutiveFailures: number;
  /** When a step last changed. */
  readonly progressAt: Instant;
  /**
   * What to look at next: the marketplace operation, or the offer because the operation said that it is `completed` or
   * is `missing`.
   */
  readonly looksAt: 'operation' | 'completed' | 'missing';
  /** Since when the marketplace operation has been completed or missing without the offer showing its effect. */
  readonly overSince?: Instant;
}

export type End =
  | {
      readonly status: 'Succeeded';
      readonly version: Version;
      readonly liveLinks: readonly string[];
      readonly alreadyLive?: true;
      /** The version was live, and this one has taken its place since. */
      readonly replacedBy?: Version;
      /** A person asserted it; the marketplace did not show it. */
      readonly assertedBy?: Principal;
    }
  | { readonly status: 'Failed'; readonly error: Failure }
  | { readonly status: 'Canceled'; readonly message: string };

export interface Failure extends Cause {
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly retryable: boolean;
}
