import type { OrchestrationContext, Task } from 'durable-functions';
import type { Orchestrator } from '../replay/run-orchestrator.ts';
import type { Answer } from './task-hub.ts';

export interface Played {
  executions: number;
  /** The number of events in the longest history of any execution. */
  mostEvents: number;
  output: unknown;
}

interface HandTask {
  isCompleted: boolean;
  result?: unknown;
  /** Completes the task; absent for one that never completes by itself. */
  complete?: () => void;
  cancel?: () => void;
}

const ACTIVITY_MS = 500;
/** Start of the first episode and of the execution, and the last episode's end. */
const EVENTS_OF_AN_EXECUTION = 3;
/** Scheduled, episode ended, episode started, completed. */
const EVENTS_OF_A_TASK = 4;

/**
 * Plays a go-live without replaying: each task is answered as soon as the orchestrator waits for it, and time jumps.
 * Counts the events that its histories would contain. Far quicker than the replay engine, whose effort grows with the
 * square of a run.
 */
export function playByHand(orchestrator: Orchestrator, start: unknown, startAt: number, answer: Answer): Played {
  let now = startAt;
  let input = start;
  const played: Played = { executions: 0, mostEvents: 0, output: undefined };
  for (;;) {
    let tasks = 0;
    let continuedWith: unknown;
    const open = (complete: (task: HandTask) => void): HandTask => {
      const task: HandTask = { isCompleted: false, cancel: () => {} };
      task.complete = () => {
        tasks++;
        task.isCompleted = true;
        complete(task);
      };
      return task;
    };
    const df = {
      getInput: () => input,
      setCustomStatus: () => {},
      continueAsNew: (next: unknown) => {
        continuedWith = next;
      },
      waitForExternalEvent: (): HandTask => ({ isCompleted: false }),
      createTimer: (at: Date) =>
        open(() => {
          now = at.getTime();
        }),
      callActivity: (name: string, given: unknown) =>
        open((task) => {
          task.result = JSON.parse(JSON.stringify(answer(name, given, now)));
          now += ACTIVITY_MS;
        }),
      Task: { any: (waited: HandTask[]) => waited.find(({ complete }) => complete) },
      newGuid: (name: string) => `run-of-${name}`,
      get currentUtcDateTime() {
        return new Date(now);
      },
    };
    const output = run(orchestrator({ df } as unknown as OrchestrationContext));
    played.executions++;
    played.mostEvents = Math.max(played.mostEvents, EVENTS_OF_AN_EXECUTION + tasks * EVENTS_OF_A_TASK);
    if (continuedWith === undefined) return { ...played, output };
    input = JSON.parse(JSON.stringify(continuedWith));
  }
}

/** Of a compound task, the first part that can complete wins; awaited again, it returns its result. */
function run(course: Generator<Task, unknown, unknown>): unknown {
  let step = course.next();
  while (!step.done) {
    const task = step.value as unknown as HandTask;
    const isAgain = task.isCompleted;
    if (!isAgain) task.complete?.();
    step = course.next(isAgain ? task.result : task);
  }
  return step.value;
}
