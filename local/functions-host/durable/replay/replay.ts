import type { FunctionRegistry } from '../function-registry.ts';
import { EventType, type HistoryEvent } from '../history-event.ts';
import type { Completion, Decision } from './decision.ts';
import { NonDeterminismError, ReplayError } from './errors.ts';
import { externalEvents } from './external-events.ts';
import { openWork } from './open-work.ts';
import { type OrchestratorState, stateWithout } from './orchestrator-state.ts';
import type { ReplayScope } from './run-action.ts';
import { runInOrder } from './run-in-order.ts';

/** What an episode adds to its execution. */
export interface Replayed {
  decisions: Decision[];
  isSuspended: boolean;
  /** JSON text; absent when the run set none or one that is too large. */
  customStatus?: string | undefined;
  completion?: Completion;
  /** The reason why the execution will never continue. */
  hangs?: string | undefined;
}

export interface Execution {
  name: string;
  instanceId: string;
  executionId: string;
  registry: FunctionRegistry;
}

// The extension documents 16, but counts whole kilobytes of UTF-16, so it refuses from 17 on.
const MAX_CUSTOM_STATUS_KIB = 16;

/**
 * Replays an execution's whole history, the new messages included, against what its function did, and finds the new
 * decisions: a copy of the extension's shim for other languages over the Durable Task Framework. The function has run
 * once, over the whole history; its actions are applied one after the other as the events come in.
 */
export function replay(execution: Execution, history: HistoryEvent[], returned: OrchestratorState): Replayed {
  const state = withinLimit(returned);
  const work = openWork();
  const events = externalEvents();
  const carryOver: HistoryEvent[] = [];
  const heldBack: HistoryEvent[] = [];
  let now = 0;
  let continuation: { input: string | null } | undefined;
  let isSuspended = false;
  let actionsEnded = false;
  let hangs: string | undefined;
  const scope: ReplayScope = {
    ...execution,
    work,
    events,
    now: () => now,
    continueAsNew(input) {
      continuation = { input };
    },
    hang(why) {
      hangs = why;
    },
  };

  const takeIn = (event: HistoryEvent): void => {
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
      case EventType.EventSent:
        work.confirm(event);
        return;
      case EventType.TaskCompleted:
        work.settle(event.TaskScheduledId, true);
        return;
      case EventType.TaskFailed:
        work.settle(event.TaskScheduledId, false);
        return;
      case EventType.TimerFired:
        work.settle(event.TimerId, true);
        return;
      case EventType.EventRaised:
        // Events buffered before continue-as-new are lost with this execution; those after it are carried over.
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
        for (const held of heldBack.splice(0)) takeIn(held);
        return;
      default:
        return;
    }
  };

  const { customStatus } = state;
  try {
    for (const event of history) takeIn(event);
  } catch (error) {
    if (error instanceof NonDeterminismError) return { ...stopped(error.message), customStatus };
    if (!(error instanceof ReplayError)) throw error;
    return { ...stopped(`Orchestrator function '${execution.name}' failed: ${error.message}`), customStatus };
  }
  const replayed = { decisions: work.decisions(), isSuspended, customStatus, hangs };
  // An open task or timer keeps the instance running, whatever its function returned.
  if (!actionsEnded || work.hasOpenTasks()) return replayed;
  if (state.error !== undefined) {
    const reason = `Orchestrator function '${execution.name}' failed: ${state.error}`;
    return { ...replayed, completion: { kind: 'failed', reason } };
  }
  if (continuation) return { ...replayed, completion: { kind: 'continuedAsNew', ...continuation, carryOver } };
  if (state.isDone) return { ...replayed, completion: { kind: 'completed', output: state.output } };
  return replayed;
}

/** A run with an oversized custom status counts as one that failed before it asked for anything. */
function withinLimit(state: OrchestratorState): OrchestratorState {
  const kib = Math.trunc(((state.customStatus?.length ?? 0) * 2) / 1024);
  if (kib <= MAX_CUSTOM_STATUS_KIB) return state;
  const limit = `must not exceed ${MAX_CUSTOM_STATUS_KIB} KB. The current payload size is ${kib} KB.`;
  return stateWithout(`The UTF-16 size of the JSON-serialized payload ${limit}`);
}

/** Ends the execution, whatever is still open. */
function stopped(reason: string): Replayed {
  return { decisions: [], isSuspended: false, completion: { kind: 'failed', reason } };
}
