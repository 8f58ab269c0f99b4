import type { Decision } from './decision.ts';
import { NonDeterminismError } from './errors.ts';
import { differenceOf, type SchedulingEvent } from './non-determinism.ts';

/** Called when a task has ended, with whether it succeeded. */
export type Done = (succeeded: boolean) => void;

/** Called with the event that shows a decision in the history. */
export type Recorded = (event: SchedulingEvent) => void;

/** Sequence numbers, the decisions that the history does not show yet, and the open tasks. */
export interface OpenWork {
  nextId(): number;
  decide(decision: Decision, recorded?: Recorded): void;
  /** Keeps the orchestration from ending until the task does. */
  track(id: number, done: Done): void;
  /** @throws NonDeterminismError when the function did not make the decision that the history shows. */
  confirm(event: SchedulingEvent): void;
  settle(id: number, succeeded: boolean): void;
  hasOpenTasks(): boolean;
  /** Sets undecided work aside while the instance is suspended. */
  park(): void;
  unpark(): void;
  decisions(): Decision[];
}

interface Pending {
  decision: Decision;
  recorded: Recorded | undefined;
}

export function openWork(): OpenWork {
  let sequence = 0;
  let pending = new Map<number, Pending>();
  let parked = new Map<number, Pending>();
  const tasks = new Map<number, Done>();
  return {
    nextId: () => sequence++,
    decide(decision, recorded) {
      pending.set(decision.id, { decision, recorded });
    },
    track(id, done) {
      tasks.set(id, done);
    },
    confirm(event) {
      const found = pending.get(event.EventId);
      const difference = differenceOf(event, found?.decision);
      if (difference !== undefined) throw new NonDeterminismError(difference);
      pending.delete(event.EventId);
      found?.recorded?.(event);
    },
    settle(id, succeeded) {
      const done = tasks.get(id);
      tasks.delete(id);
      done?.(succeeded);
    },
    hasOpenTasks: () => tasks.size > 0,
    park() {
      parked = new Map([...parked, ...pending]);
      pending = new Map();
    },
    unpark() {
      pending = new Map([...parked, ...pending]);
      parked = new Map();
    },
    decisions: () => [...pending.values()].map(({ decision }) => decision),
  };
}
