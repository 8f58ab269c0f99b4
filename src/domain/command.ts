import type { Actor, Principal } from './actor.ts';
import type { Intent } from './attempt.ts';
import type { GoLive } from './go-live.ts';
import type { History } from './history.ts';
import type { Instant } from './instant.ts';
import type { CancelOutcome, InspectOutcome, ObserveOutcome, SubmitOutcome, Version, Watched } from './observation.ts';
import type { AssertedStatus, Decision } from './operation.ts';
import type { TakenOver } from './taken-over.ts';

/** What the shell must do next. All but `wait`, `end` and the lane's are activities of the same name. */
export type Command =
  /** Writes new transitions into the record, with the current state, and publishes those that are in the record. */
  | { kind: 'announce'; checkpoint: GoLive }
  | {
      kind: 'inspect';
      publisherId: string;
      offerId: string;
      api?: string;
      watched?: readonly Watched[];
      /** Also reads from the record how long earlier go-lives took. */
      withHistory?: true;
    }
  | {
      kind: 'submit';
      publisherId: string;
      offerId: string;
      api?: string;
      /** The current state: the ticket is taken for it, and a new run resumes from it after a crash. */
      checkpoint: GoLive;
      intent: Intent;
      settleSeconds: number;
      /** Attempts before this one whose tickets may still be free. */
      untaken: readonly number[];
      /** Takes the ticket, so that no other run can send, but sends nothing because a cancel was asked for. */
      withheld?: true;
    }
  | { kind: 'observe'; publisherId: string; offerId: string; api?: string; ref: string }
  | {
      kind: 'cancel';
      publisherId: string;
      offerId: string;
      api?: string;
      operationId: string;
      version: Version;
      ref: string;
      notificationEmails: readonly string[];
    }
  /** Operations of the lane entity. */
  | { kind: 'enter-lane'; laneKey: string; operationId: string; acceptedAt: Instant }
  | { kind: 'leave-lane'; laneKey: string; operationId: string }
  | { kind: 'find-operation'; operationId: string }
  | { kind: 'signal-operation'; operationId: string; signal: Signal }
  /** Until that moment or the next signal, whichever is first. */
  | { kind: 'wait'; until: Instant }
  | { kind: 'end' };

export type LaneCommand = Extract<Command, { kind: 'enter-lane' | 'leave-lane' }>;
export type ActivityCommand = Exclude<Command, { kind: 'wait' } | { kind: 'end' } | LaneCommand>;

/** An activity's input; it works as part of the trace that the caller began. */
export type Traced<C> = C & { traceparent?: string };
export type CommandOf<Kind extends ActivityCommand['kind']> = Traced<Extract<ActivityCommand, { kind: Kind }>>;

/** What came back. `interrupted`: the activity ended without an answer; what it did is not known. */
export type Outcome =
  | { kind: 'announce'; result: AnnounceOutcome | Interrupted }
  | { kind: 'inspect'; result: (InspectOutcome & { history?: History }) | Interrupted }
  | { kind: 'submit'; result: SubmitOutcome | Interrupted }
  | { kind: 'observe'; result: ObserveOutcome | Interrupted }
  | { kind: 'cancel'; result: CancelOutcome | Interrupted }
  | LaneOutcome
  | { kind: 'timed-out' }
  | { kind: 'signaled'; signal: Signal };

/** What the lane, or the task hub about another operation, answered. */
export type LaneOutcome =
  | { kind: 'enter-lane'; result: { kind: 'entered'; position: number; holder: string } | Interrupted }
  | { kind: 'leave-lane'; result: { kind: 'left'; next?: string } | Interrupted }
  | { kind: 'find-operation'; result: { kind: 'alive' } | { kind: 'gone' } | Interrupted }
  | { kind: 'signal-operation'; result: { kind: 'raised' } | Interrupted };

/** What the activity or the lane answers to this command. */
export type AnswerOf<Kind extends (ActivityCommand | LaneCommand)['kind']> = Exclude<
  Extract<Outcome, { kind: Kind; result: unknown }>['result'],
  Interrupted
>;

export interface Interrupted {
  kind: 'interrupted';
  message: string;
}

/** `written`: number of the last transition in the record. `published`: number of the last one sent to subscribers. */
export type AnnounceOutcome =
  | { kind: 'announced'; written: number; published: number }
  | { kind: 'delayed'; written: number; published: number; message: string; retryAfterSeconds?: number }
  | TakenOver;

/** What reaches a running go-live from outside. */
export type Signal =
  /** `supersededBy`: the operation that wants this one's place; absent when a person asks. */
  | ({ kind: 'cancel'; by?: Actor; reason?: string; notificationEmails: string[]; supersededBy?: string } & Wish)
  | ({ kind: 'approval'; principalId: string; name?: string; decision: Decision; reason?: string } & Wish)
  /** A person asserts how the operation ended, and it is no longer followed. */
  | ({ kind: 'end'; by: Principal; as: AssertedStatus; reason: string } & Wish)
  /** The next look is to be now. */
  | ({ kind: 'look'; by: Actor; reason?: string } & Wish)
  | ({ kind: 'deadline'; by: Actor; deadlineAt: Instant } & Wish)
  /** The lane's former holder has left it. */
  | { kind: 'lane-free' };

/** A caller's wish, written into the record before it is sent. */
export interface Wish {
  /** Identifies the wish among the operation's wishes, so that sending it twice has no further effect. */
  wish?: string;
}
