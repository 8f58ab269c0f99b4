import type { PlannedStep } from '../scenario/scenario.ts';
import type { Cancellation, Job, Submission } from './operation.ts';

export type OperationState = 'running' | 'completed' | 'failed' | 'canceled';
export type StepState = 'notStarted' | 'running' | 'blocked' | 'complete' | 'failed' | 'canceled' | 'waiting';

export interface StepProgress {
  step: PlannedStep;
  state: StepState;
  percent: number;
  /** When the step reached its state; absent while it has not started. */
  since?: number;
}

export interface Progress {
  state: OperationState;
  steps: StepProgress[];
  endedAt?: number;
}

/** The progress of a submission at a moment; it follows from what is recorded and the clock alone. */
export function progress(submission: Submission, now: number): Progress {
  const course = naturalCourse(submission);
  const { cancellation } = submission;
  const canceled =
    cancellation !== undefined &&
    !cancellation.ignored &&
    cancellation.effectiveAt < course.endsAt &&
    cancellation.effectiveAt <= now;
  const endedAt = canceled ? cancellation.effectiveAt : course.endsAt;
  const at = Math.min(now, endedAt);
  const steps = course.steps.map((timed) => stepAt(timed, at, canceled));
  if (canceled) return { state: 'canceled', steps, endedAt };
  if (now < endedAt) return { state: 'running', steps };
  return { state: course.fails ? 'failed' : 'completed', steps, endedAt };
}

/** Whether a canceled go-live left its publish waiting for a go-live again. */
export function wasTakenBack(submission: Submission, now: number): boolean {
  const { kind, cancellation } = submission;
  return kind === 'goLive' && cancellation?.leaves === 'waiting' && progress(submission, now).state === 'canceled';
}

/** The state of a cancellation: it fails when the submission finished first or ignored it. */
export function cancellationState(cancellation: Cancellation, submission: Submission, now: number): OperationState {
  if (now < cancellation.effectiveAt) return 'running';
  return progress(submission, now).state === 'canceled' ? 'completed' : 'failed';
}

/** The state of a job that publishes nothing. */
export function jobState({ endsAt, refusal }: Job, now: number): OperationState {
  if (now < endsAt) return 'running';
  return refusal === undefined ? 'completed' : 'failed';
}

/** The step that holds the submission until it is released. */
export function heldStep(submission: Submission, now: number): string | undefined {
  const { state, steps } = progress(submission, now);
  if (state !== 'running') return undefined;
  const current = steps.find((step) => step.state === 'running' || step.state === 'blocked');
  return current !== undefined && holds(current.step) && submission.released[current.step.id] === undefined
    ? current.step.id
    : undefined;
}

interface TimedStep {
  step: PlannedStep;
  /** Infinity when it is never reached. */
  begin: number;
  end: number;
  releasedAt?: number | undefined;
}

function naturalCourse(submission: Submission): { steps: TimedStep[]; endsAt: number; fails: boolean } {
  const steps: TimedStep[] = [];
  let cursor = submission.startedAt;
  for (const step of submission.steps) {
    const begin = cursor;
    const releasedAt = submission.released[step.id];
    const resumed = holds(step) ? Math.max(begin, releasedAt ?? Number.POSITIVE_INFINITY) : begin;
    const end = resumed + step.seconds * 1000;
    steps.push({ step, begin, end, releasedAt });
    if (step.outcome === 'fails') {
      const rest = submission.steps.slice(steps.length);
      const never = Number.POSITIVE_INFINITY;
      return {
        steps: [...steps, ...rest.map((later) => ({ step: later, begin: never, end: never }))],
        endsAt: end,
        fails: true,
      };
    }
    cursor = end;
  }
  return { steps, endsAt: cursor, fails: false };
}

function holds(step: PlannedStep): boolean {
  return step.outcome === 'blocks' || step.outcome === 'sticks';
}

function stepAt({ step, begin, end, releasedAt }: TimedStep, at: number, canceled: boolean): StepProgress {
  if (begin === Number.POSITIVE_INFINITY || at < begin) return { step, state: 'notStarted', percent: 0 };
  if (at >= end) {
    const failed = step.outcome === 'fails';
    return { step, state: failed ? 'failed' : 'complete', percent: failed ? 50 : 100, since: end };
  }
  if (canceled) return { step, state: 'canceled', percent: 0, since: at };
  const waits = holds(step) && (releasedAt === undefined || at < releasedAt);
  if (waits) {
    return step.outcome === 'blocks'
      ? { step, state: 'blocked', percent: 0, since: begin }
      : { step, state: 'running', percent: 50, since: begin };
  }
  const resumed = end - step.seconds * 1000;
  return { step, state: 'running', percent: Math.floor((100 * (at - resumed)) / (end - resumed)), since: resumed };
}
