import type { Completion, Decision } from './decision.ts';
import { externalEvents } from './external-events.ts';
import type { FunctionRegistry } from './function-registry.ts';
import { EventType, type HistoryEvent } from './history-event.ts';
import { openWork } from './open-work.ts';
import type { Action, OrchestratorState } from './orchestrator-state.ts';
import { type ReplayScope, runAction } from './replay-action.ts';
import { ReplayError } from './replay-error.ts';

/** What an episode adds to the history. */
export interface Replayed {
  decisions: Decision[];
  isSuspended: boolean;
  /** JSON text; absent when the function set none, or one that is too large. */
  customStatus?: string | undefined;
  completion?: Completion;
}

export interface Execution {
  name: string;
  instanceId: string;
  executionId: string;
  defaultVersion: string | null;
  registry: FunctionRegistry;
}

const CUSTOM_STATUS_LIMIT_BYTES = 16 * 1024;

/**
 * Replays an execution's whole history, the new messages included, against what its function did, and finds what is
 * new: a copy of the extension's shim for other languages over the Durable Task Framework. The function ran once, with
 * the whole history; its actions are done one after the other as the events come in.
 */
export function replay(execution: Execution, history: HistoryEvent[], state: OrchestratorState): Replayed {
  const work = openWork();
  const events = externalEvents();
  const carryOver: HistoryEvent[] = [];
  const heldBack: HistoryEvent[] = [];
  let now = 0;
  let continuation: { input: string | null } | undefined;
  let isSuspended = false;
  let actionsEnded = false;
  const scope: ReplayScope = {
    ...execution,
    work,
    events,
    now: () => now,
    continueAsNew(input) {
      continuation = { input };
    },
    locks: [],
  };

  const process = (event: HistoryEvent): void => {
    if (event.EventType === EventType.OrchestratorStarted) {
      now = Date.parse(event.Timestamp);
      return;
    }
    if (isSuspended && event.EventType !== EventType.ExecutionResumed) {
      heldBack.push(event);
      return;
    }
    switch (event.EventType) {
      case EventType.ExecutionStarted:
        runInOrder(scope, state.actions, () => {
          actionsEnded = true;
        });
        return;
      case EventType.TaskScheduled:
      case EventType.TimerCreated:
      case EventType.SubOrchestrationInstanceCreated:
      case EventType.EventSent:
        work.confirm(event);
        return;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        work.settle(event.TaskScheduledId, true);
        return;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        work.settle(event.TaskScheduledId, false);
        return;
      case EventType.TimerFired:
        work.settle(event.TimerId, true);
        return;
      case EventType.EventRaised:
        // Events that came before the call are lost with this execution; later ones go over to the next.
        if (continuation) carryOver.push(event);
        else events.raise(event.Name);
        return;
      case EventType.ExecutionSuspended:
        isSuspended = true;
        work.park();
        return;
      case EventType.ExecutionResumed:
        isSuspended = false;
        work.unpark();
        for (const held of heldBack.splice(0)) process(held);
        return;
      default:
        return;
    }
  };

  const { customStatus } = state;
  if (customStatus && customStatus.length * 2 > CUSTOM_STATUS_LIMIT_BYTES) {
    return stopped(
      execution.name,
      'The size of the JSON-serialized custom status must not exceed 16 KB of UTF-16 text.',
    );
  }
  try {
    for (const event of history) process(event);
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error;
    // An error of the SDK itself comes without actions, which looks like changed code: say what is behind it.
    const cause = state.error === undefined ? '' : ` (The function failed: ${state.error})`;
    return { ...stopped(execution.name, error.message + cause), customStatus };
  }
  const replayed = { decisions: work.decisions(), isSuspended, customStatus };
  // An open task or timer keeps the instance running, whatever its function returned.
  if (!actionsEnded || work.hasOpenTasks()) return replayed;
  if (state.error !== undefined) return { ...replayed, completion: failed(execution.name, state.error) };
  if (continuation) return { ...replayed, completion: { kind: 'continuedAsNew', ...continuation, carryOver } };
  if (state.isDone) return { ...replayed, completion: { kind: 'completed', output: state.output } };
  return replayed;
}

/** The execution ends here, whatever is open. */
function stopped(name: string, error: string): Replayed {
  return { decisions: [], isSuspended: false, completion: failed(name, error) };
}

function failed(name: string, error: string): Completion {
  const reason = error.startsWith('Non-Deterministic') ? error : `Orchestrator function '${name}' failed: ${error}`;
  return { kind: 'failed', reason, details: `Message: ${error}, StackTrace: ` };
}

/** A loop rather than a recursion: thousands of actions may end at once. */
function runInOrder(scope: ReplayScope, actions: Action[], done: () => void): void {
  const queue = actions[Symbol.iterator]();
  let isLooping = false;
  let isBusy = false;
  const advance = () => {
    if (isLooping) return;
    isLooping = true;
    while (!isBusy) {
      const next = queue.next();
      if (next.done) {
        isBusy = true;
        done();
        break;
      }
      isBusy = true;
      runAction(scope, next.value, () => {
        isBusy = false;
        advance();
      });
    }
    isLooping = false;
  };
  advance();
}
