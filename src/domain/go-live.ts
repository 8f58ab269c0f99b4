import type { Actor, Principal } from './actor.ts';
import type { AttentionCode } from './attention-advice.ts';
import type { Before } from './before.ts';
import type { ErrorCode } from './error-code.ts';
import type { GoLiveRequest } from './go-live-request.ts';
import type { History } from './history.ts';
import type { Instant } from './instant.ts';
import type { Cause, ObservedOperation, Version } from './observation.ts';
import type { AssertedStatus, CancellationState, Decision, RefusedEndingCode, Submitted } from './operation.ts';
import type { StepTimes } from './step-times.ts';
import type { Measure, Outbox } from './transition.ts';

/**
 * One go-live, whole: plain JSON, so that it can be the input of the orchestration's next run. It changes in
 * `apply` alone.
 */
export interface GoLive {
  readonly request: GoLiveRequest;
  /** Identifies this run of the operation. The record accepts writes from the newest run only. */
  readonly run?: string;
  /** A newer run has taken the operation over. */
  readonly takenOver?: true;
  /** The wishes that were taken in: one that comes again changes nothing. */
  readonly wishes?: readonly string[];
  readonly stage: Stage;
  /** When the last outcome came in, by the orchestration's clock. */
  readonly now: Instant;
  readonly lastUpdatedAt: Instant;
  /** Number of the last transition; rises by one from 1. */
  readonly sequence: number;
  readonly outbox: Outbox;
  /** How often the marketplace was looked at. */
  readonly checks: number;
  /** R10: whether the marketplace accepted a submission of this operation. Every last message is derived from it. */
  readonly submitted: Submitted;
  readonly submission: Submission;
  readonly approvals: readonly Approval[];
  /** The version in preview when the approval was requested, which is what people approve. */
  readonly approvedVersion?: Version;
  readonly marketplace?: TrackedOperation;
  /** How long earlier go-lives took; absent when the record knows of none, or was away. */
  readonly history?: History;
  readonly attention?: Attention;
  /** When an attention of each code was last announced. */
  readonly announcedAt?: Readonly<Record<string, Instant>>;
  readonly cancellation?: Cancellation;
  /** How a person asserted that it ended. */
  readonly ending?: AssertedEnding;
  /** The newest such assertion that had to be refused. */
  readonly refusedEnding?: RefusedEnding;
  /** The newest wish to look at once. */
  readonly lookWish?: LookWish;
  /** The newest wish for another deadline; the request's terms already hold that deadline. */
  readonly deadlineChange?: Asked;
  /** The marketplace operation that is followed was started by somebody else. */
  readonly joined?: true;
  /** The marketplace operation that is followed was found after a POST whose outcome was unknown: it may be somebody else's. */
  readonly adopted?: true;
  /** Its place in the offer's lane, once it has entered. */
  readonly place?: PlaceInLane;
  /** Measures that the next transition carries. */
  readonly measures?: readonly Measure[];
}

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

export interface PlaceInLane {
  /** Names the offer's lane. */
  readonly laneKey: string;
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
  /** The operation that became holder when this one left and must be woken. */
  readonly wakes?: string;
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

/** The marketplace operation that takes the version live. */
export interface TrackedOperation {
  readonly operationId: string;
  readonly ref: string;
  /** Since when it is followed: the submission, or the joining of what somebody else had started. */
  readonly since: Instant;
  /** The version that it is wanted to take live. */
  readonly version: Version;
  /** What was live before it. */
  readonly productionBefore?: Version;
  readonly observed?: ObservedOperation;
  /** Keyed by step id. Steps whose beginning and end no look has seen are absent. */
  readonly stepTimes?: Readonly<Record<string, StepTimes>>;
}

export interface Approval {
  readonly principalId: string;
  readonly name?: string;
  readonly decision: Decision;
  readonly reason?: string;
  readonly at: Instant;
}

export interface Attention {
  readonly code: AttentionCode;
  readonly message: string;
  readonly since: Instant;
  /** This code was announced. */
  readonly announced?: true;
  /** When operators were last reminded of it. */
  readonly remindedAt?: Instant;
  /** An announced attention, of this code or an earlier one, has not been announced as cleared yet. */
  readonly open?: true;
  /** One good look has followed; a second one clears it. */
  readonly calm?: true;
}

/** When a wish was made, and by whom. */
export interface Asked {
  readonly requestedAt: Instant;
  readonly by: Actor;
}

export interface LookWish extends Asked {
  readonly reason?: string;
}

export interface AssertedEnding extends Asked {
  readonly by: Principal;
  readonly as: AssertedStatus;
  readonly reason: string;
}

/** `code`: why it was refused, as in the API's problems. */
export interface RefusedEnding extends AssertedEnding {
  readonly code: RefusedEndingCode;
}

export interface Cancellation {
  readonly requestedAt: Instant;
  readonly by?: Actor;
  /** Another operation, not a person, asked for it in order to take this one's place. */
  readonly automatic?: true;
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
