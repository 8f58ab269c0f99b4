import type { Instant } from './instant.ts';
import type { OperationView } from './operation.ts';

/** Names of the transitions, as the events carry them. */
export const TRANSITION_NAMES = [
  'accepted',
  'scheduled',
  'approval-requested',
  'approved',
  'queued',
  'submitted',
  'step-changed',
  'attention-needed',
  'attention-cleared',
  'cancel-requested',
  'succeeded',
  'failed',
  'canceled',
] as const;
export type TransitionName = (typeof TRANSITION_NAMES)[number];

export interface Transition {
  readonly sequence: number;
  readonly name: TransitionName;
  readonly at: Instant;
  readonly operation: OperationView;
  /** What has come to its end since the transition before: for telemetry, in no event. */
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

/** Transitions that were not announced yet, in order. An event can be late, never lost. */
export interface Outbox {
  readonly transitions: readonly Transition[];
  readonly dueAt: Instant;
  /** Announcements in a row that failed. */
  readonly failures: number;
  /** Number of the last transition that was tried: telemetry is recorded at the first try. */
  readonly triedThrough: number;
}
