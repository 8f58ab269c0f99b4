import type { Decision } from './decision.ts';
import { type EventOf, EventType, type HistoryEvent } from './history-event.ts';
import { ReplayError } from './replay-error.ts';

/** Called when a task ended, well or not. */
export type Done = (succeeded: boolean) => void;

type SchedulingEvent =
  | EventOf<'TaskScheduled'>
  | EventOf<'TimerCreated'>
  | EventOf<'SubOrchestrationInstanceCreated'>
  | EventOf<'EventSent'>;

/** Sequence numbers, the decisions that the history has not shown yet, and the tasks that have not ended. */
export interface OpenWork {
  nextId(): number;
  decide(decision: Decision): void;
  /** Keeps the orchestration from ending until the task does. */
  track(id: number, done: Done): void;
  /** @throws ReplayError when the function did not ask for what the history shows. */
  confirm(event: SchedulingEvent): void;
  settle(id: number, succeeded: boolean): void;
  hasOpenTasks(): boolean;
  /** Sets undecided work aside while the instance is suspended. */
  park(): void;
  unpark(): void;
  decisions(): Decision[];
}

export function openWork(): OpenWork {
  let sequence = 0;
  let pending = new Map<number, Decision>();
  let parked = new Map<number, Decision>();
  const tasks = new Map<number, Done>();
  return {
    nextId: () => sequence++,
    decide(decision) {
      pending.set(decision.id, decision);
    },
    track(id, done) {
      tasks.set(id, done);
    },
    confirm(event) {
      const decision = pending.get(event.EventId);
      if (!decision || !isRecordOf(event, decision)) throw new ReplayError(nonDeterminism(event, decision));
      pending.delete(event.EventId);
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
    decisions: () => [...pending.values()],
  };
}

function isRecordOf(event: SchedulingEvent, decision: Decision): boolean {
  const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  switch (decision.kind) {
    case 'activity':
      return event.EventType === EventType.TaskScheduled && sameName(event.Name, decision.name);
    case 'timer':
      return event.EventType === EventType.TimerCreated;
    case 'child':
      return event.EventType === EventType.SubOrchestrationInstanceCreated && sameName(event.Name, decision.name);
    case 'send':
      return event.EventType === EventType.EventSent && sameName(event.InstanceId, decision.to);
    default:
      return decision satisfies never;
  }
}

function nonDeterminism(event: SchedulingEvent & HistoryEvent, decision: Decision | undefined): string {
  const what = 'Name' in event ? `'${event.Name}'` : 'a timer';
  const instead = decision ? `asks for ${decision.kind} work there` : 'has not (yet?) asked for it';
  return (
    `Non-Deterministic workflow detected: the history shows ${what} with sequence number ${event.EventId}, but the ` +
    `function ${instead}. Was the orchestrator's code changed after this instance had started?`
  );
}
