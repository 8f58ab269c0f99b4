import { EntityId, type OrchestrationContext, type Task } from 'durable-functions';
import type { ActivityCommand, AnswerOf, Command, LaneCommand, Outcome, Traced } from '../domain/command.ts';
import { OFFER_LANE } from '../domain/durable-names.ts';
import type { Instant } from '../domain/instant.ts';
import type { Signals } from './signals.ts';

type Asked = ActivityCommand | LaneCommand;
type Performable = Exclude<Command, { kind: 'end' }>;

/**
 * Storage keeps a message's delay in whole seconds, rounded down, so a timer fires up to a second early. Setting it
 * this much later avoids an episode that finds nothing due and sets the same timer again.
 */
const EARLY_MS = 999;

/** The longest single timer (the platform's limit is six days); the machine then waits again. */
const MAX_TIMER_MS = 5 * 24 * 3600 * 1000;

/** The valid answers of each activity and the lane. Others come from a defect or another version and count as none. */
const ANSWERS: { readonly [K in Asked['kind']]: Readonly<Record<AnswerOf<K>['kind'], true>> } = {
  announce: { announced: true, delayed: true, 'taken-over': true },
  inspect: { inspected: true, refused: true, trouble: true },
  submit: {
    accepted: true,
    refused: true,
    'not-sent': true,
    unknown: true,
    'no-ticket': true,
    'taken-over': true,
  },
  observe: { observed: true, 'not-found': true, refused: true, trouble: true },
  cancel: {
    canceled: true,
    canceling: true,
    'too-late': true,
    'not-found': true,
    'not-sent': true,
    refused: true,
    trouble: true,
  },
  'enter-lane': { entered: true },
  'leave-lane': { left: true },
  'find-operation': { alive: true, gone: true },
  'signal-operation': { raised: true },
};

/** Performs the machine's command and returns its outcome. A signal that has already arrived comes first. */
export function* perform(
  context: OrchestrationContext,
  signals: Signals,
  command: Performable,
  traceparent: string | undefined,
): Generator<Task, Outcome, unknown> {
  const signal = signals.take();
  if (signal) return { kind: 'signaled', signal };
  switch (command.kind) {
    case 'wait':
      return yield* wait(context, signals, command.until);
    case 'enter-lane':
    case 'leave-lane':
      return yield* askLane(context, command);
    case 'announce':
    case 'inspect':
    case 'submit':
    case 'observe':
    case 'cancel':
    case 'find-operation':
    case 'signal-operation':
      return yield* call(context, signals, { ...command, traceparent });
  }
}

/** The orchestration's own clock. */
export function now(context: OrchestrationContext): Instant {
  return context.df.currentUtcDateTime.getTime();
}

function* wait(context: OrchestrationContext, signals: Signals, until: Instant): Generator<Task, Outcome, unknown> {
  const timer = context.df.createTimer(new Date(Math.min(until + EARLY_MS, now(context) + MAX_TIMER_MS)));
  const winner = yield context.df.Task.any([signals.next(), timer]);
  // An open timer would keep the instance running after its end.
  if (winner !== timer) timer.cancel();
  const signal = signals.take();
  return signal ? { kind: 'signaled', signal } : { kind: 'timed-out' };
}

function* call(
  context: OrchestrationContext,
  signals: Signals,
  command: Traced<ActivityCommand>,
): Generator<Task, Outcome, unknown> {
  const activity = context.df.callActivity(command.kind, command);
  // The compound only keeps a waiter open meanwhile; the activity is then awaited to its end in any case.
  yield context.df.Task.any([signals.next(), activity]);
  return yield* answerOf(command, activity);
}

function* askLane(context: OrchestrationContext, command: LaneCommand): Generator<Task, Outcome, unknown> {
  const lane = new EntityId(OFFER_LANE, command.laneKey);
  return yield* answerOf(command, context.df.callEntity(lane, ...laneOperation(command)));
}

function laneOperation(command: LaneCommand): [operation: string, input: unknown] {
  switch (command.kind) {
    case 'enter-lane':
      return ['enter', { operationId: command.operationId, acceptedAt: command.acceptedAt }];
    case 'leave-lane':
      return ['leave', command.operationId];
  }
}

function* answerOf(command: Asked, task: Task): Generator<Task, Outcome, unknown> {
  try {
    const result = yield task;
    if (Object.hasOwn(ANSWERS[command.kind], (result as { kind: string } | null)?.kind ?? '')) {
      return { kind: command.kind, result } as Outcome;
    }
    return interrupted(command, 'Its answer was not understood.');
  } catch (error) {
    return interrupted(command, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

function interrupted({ kind }: Asked, message: string): Outcome {
  return {
    kind,
    result: { kind: 'interrupted', message: `"${kind}" ended without an answer. ${message}`.slice(0, 500) },
  };
}
