import type { Approval, Asked, AssertedEnding, Cancellation, LookWish, RefusedEnding } from './asked.ts';
import type { Submission } from './attempt.ts';
import type { AttentionCode } from './attention-advice.ts';
import type { GoLiveRequest } from './go-live-request.ts';
import type { History } from './history.ts';
import type { Instant } from './instant.ts';
import type { ObservedOperation, Version } from './observation.ts';
import type { Submitted } from './operation.ts';
import type { Stage } from './stage.ts';
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
