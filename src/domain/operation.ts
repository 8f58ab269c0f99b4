import type { Actor } from './actor.ts';
import type { ErrorCode } from './error-code.ts';
import type { Step } from './observation.ts';
import type { Phase } from './phase.ts';
import type { WishName } from './wish-name.ts';

export const OPERATION_STATUSES = ['NotStarted', 'Running', 'Succeeded', 'Failed', 'Canceled'] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** Those of operations that have not ended. */
export const ACTIVE_STATUSES = ['NotStarted', 'Running'] as const satisfies readonly OperationStatus[];
export type ActiveStatus = (typeof ACTIVE_STATUSES)[number];

/** What has become of the wish to cancel. */
export const CANCELLATION_STATES = ['requested', 'canceling', 'canceled', 'tooLate'] as const;
export type CancellationState = (typeof CANCELLATION_STATES)[number];

/** Whether the marketplace accepted something of an operation: `not-known` from the moment at which a POST is intended. */
export type Submitted = 'no' | 'yes' | 'not-known';

/** What a person can answer to a request for approval. */
export const DECISIONS = ['approve', 'reject'] as const;
export type Decision = (typeof DECISIONS)[number];

/** How a person may assert that an operation ended. */
export const ASSERTED_STATUSES = ['Succeeded', 'Failed', 'Canceled'] as const;
export type AssertedStatus = (typeof ASSERTED_STATUSES)[number];

/** Why such an assertion is refused: nothing is at the marketplace, or what is there is not known yet. */
export const REFUSED_ENDING_CODES = ['NotSubmitted', 'OutcomeUnknown'] as const;
export type RefusedEndingCode = (typeof REFUSED_ENDING_CODES)[number];

/** The operation as the API, the events and the custom status show it. Times are RFC 3339. */
export interface OperationView {
  id: string;
  status: OperationStatus;
  phase: Phase;
  publisherId: string;
  offerId: string;
  /** The marketplace API through which it goes live. */
  api?: string;
  createdAt: string;
  requestedBy?: Actor;
  lastUpdatedAt: string;
  endedAt?: string;
  /** The earliest moment at which it begins. */
  notBefore?: string;
  /** When the operation gives up. */
  deadline: string;
  sequence: number;
  labels?: Record<string, string>;
  nextCheckAt?: string;
  /** How many operations of ours are ahead of it in the offer's lane. */
  queuePosition?: number;
  /** What it waits for while it is queued. */
  behind?: { operationId: string } | { marketplaceOperationId: string };
  checks: number;
  marketplace?: {
    operationId: string;
    status: string;
    version?: string;
    cancelable?: boolean;
    /** Since when it is followed: since it was submitted, unless it was joined. */
    since: string;
    steps: StepView[];
  };
  /** When it will probably end, estimated from earlier go-lives or by the marketplace. */
  estimate?: EstimateView;
  /** `actions`: which wishes would help now. */
  attention?: { code: string; message: string; since: string; remedy: string; actions: WishName[] };
  approval?: {
    required: number;
    /** Role values and ids of the people who may approve. */
    approvers?: readonly string[];
    /** The version in preview when the approval was requested, which is what people approve. */
    version?: string;
    distinctFromRequester?: true;
    expiresAt?: string;
    decisions: DecisionView[];
  };
  /** `message`, at the end: what is known of what was canceled. */
  cancellation?: { requestedAt: string; reason?: string; state: CancellationState; message?: string };
  canceledBy?: Actor;
  /** How a person asserted that it ended. `message`, when that is `Canceled`: what is known of what was submitted. */
  ending?: { requestedAt: string; as: AssertedStatus; reason: string; message?: string };
  endedBy?: Actor;
  /** The newest such assertion that had to be refused and changed nothing. */
  refusedEnding?: { requestedAt: string; by: Actor; as: AssertedStatus; reason: string; code: RefusedEndingCode };
  /** The newest wish to look at once. */
  look?: { requestedAt: string; by: Actor; reason?: string };
  /** The newest wish for another deadline. */
  deadlineChange?: { requestedAt: string; by: Actor };
  joined?: true;
  /** What is followed was found after a submission whose answer was lost: it may be somebody else's. */
  adopted?: true;
  result?: {
    liveLinks: string[];
    version?: string;
    alreadyLive?: true;
    replacedBy?: string;
    /** A person asserted that it is live; the marketplace did not show it. */
    confirmed?: false;
    assertedBy?: Actor;
  };
  error?: { code: ErrorCode; message: string; remedy: string; retryable: boolean; marketplaceCode?: string };
  /** `self`: the operation; `page`: its page for people; `marketplace`: the publisher's offers in the marketplace. */
  links?: { self?: string; page?: string; marketplace: string };
}

/** A step as it is shown; `startedAt`, `endedAt`: the looks that saw it begin and end. */
export type StepView = Omit<Step, 'estimateSeconds'> & { startedAt?: string; endedAt?: string };

/** Whether an estimate is made from go-lives of the offer or the publisher, or is the marketplace's own. */
export const ESTIMATE_BASES = ['offer', 'publisher', 'marketplace'] as const;

/** One in ten is over before `earliest`, half are before `at`, nine of ten before `latest`. */
export interface EstimateView {
  at: string;
  earliest: string;
  latest: string;
  basis: (typeof ESTIMATE_BASES)[number];
  /** Number of go-lives behind the estimate. */
  samples: number;
}

export interface DecisionView {
  principalId: string;
  name?: string;
  decision: Decision;
  reason?: string;
  at: string;
}
