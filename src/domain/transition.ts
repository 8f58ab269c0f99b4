import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';
import type { OperationView } from './operation.ts';

/** Names of the transitions, as the events carry them. */
export const TRANSITION_NAMES = [
  'accepted',
  'scheduled',
  'approval-requested',
  'approval-given',
  'approved',
  'queued',
  'submitted',
  'step-changed',
  'attention-needed',
  'attention-cleared',
  'cancel-requested',
  'end-requested',
  'end-refused',
  'look-requested',
  'deadline-changed',
  'succeeded',
  'failed',
  'canceled',
] as const;
export type TransitionName = (typeof TRANSITION_NAMES)[number];

export interface Transition {
  readonly sequence: number;
  readonly name: TransitionName;
  readonly at: Instant;
  /** The actor who brought it about, if any. */
  readonly by?: Actor;
  readonly operation: OperationView;
  /** What has ended since the previous transition. For telemetry only; events do not carry it. */
  readonly measures?: readonly Measure[];
}

/** Names of the measures; `checks` counts looks, all others are seconds. */
export const MEASURE_NAMES = [
  'step.duration',
  'checks',
  'settling.duration',
  'attention.duration',
  'lane-wait.duration',
] as const;

/** Something that has come to its end. */
export interface Measure {
  readonly name: (typeof MEASURE_NAMES)[number];
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What remains to be announced. A transition is recorded first and then published: perhaps late, never lost. */
export interface Outbox {
  /** Those that are not in the record yet, in order. */
  readonly transitions: readonly Transition[];
  /** Number of the last transition sent to subscribers. */
  readonly published: number;
  readonly dueAt: Instant;
  /** Consecutive tries without progress. */
  readonly consecutiveFailures: number;
}
