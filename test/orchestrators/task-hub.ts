import { EventType, eventBase, type HistoryEvent, played } from '../../local/functions-host/durable/history-event.ts';
import { executionStarted } from '../../local/functions-host/durable/orchestrations/start-instance.ts';
import { decisionEvent } from '../../local/functions-host/durable/replay/decision.ts';
import { type Orchestrator, runOrchestrator } from '../replay/run-orchestrator.ts';

/**
 * One instance in a task hub whose time jumps to the next message; plain data, so that it can be copied at any moment.
 */
export interface TaskHub {
  now: number;
  executionId: string;
  past: HistoryEvent[];
  inbox: Message[];
  /** Runs of the function so far, over all executions. */
  episodes: number;
  /** Executions so far. */
  executions: number;
  /** The number of events in the longest history of any execution. */
  mostEvents: number;
  customStatus: unknown;
  /** The function's result, once it has ended. */
  output?: unknown;
}

interface Message {
  at: number;
  event: HistoryEvent;
}

/** The answers of the activities. */
export type Answer = (activity: string, input: unknown, now: number) => unknown;

/** Reorders or replaces an episode's messages; `held` are delivered in the next episode. */
export type Arrange = (batch: HistoryEvent[]) => { batch: HistoryEvent[]; held?: HistoryEvent[] };

const INSTANCE = { id: 'op-1', name: 'goLive', version: null };
const ACTIVITY_MS = 500;
const asTheyCame: Arrange = (batch) => ({ batch });

/** A hub with an instance that was started but has not run yet. */
export function startHub(input: unknown, now: number): TaskHub {
  const hub: TaskHub = {
    now,
    executionId: 'execution-0',
    past: [],
    inbox: [],
    episodes: 0,
    executions: 0,
    mostEvents: 0,
    customStatus: undefined,
  };
  beginExecution(hub, JSON.stringify(input), []);
  return hub;
}

/** An external event as the task hub delivers it. */
export function eventRaised(name: string, data: unknown, now: number): HistoryEvent {
  return { ...eventBase('EventRaised', now), Name: name, Input: JSON.stringify(data) };
}

/** Takes the due messages, or waits for the next ones, and runs the function on them. */
export async function runEpisode(
  hub: TaskHub,
  orchestrator: Orchestrator,
  answer: Answer,
  arrange: Arrange = asTheyCame,
): Promise<void> {
  hub.now = Math.max(hub.now, Math.min(...hub.inbox.map(({ at }) => at)));
  const due = hub.inbox.filter(({ at }) => at <= hub.now);
  hub.inbox = hub.inbox.filter(({ at }) => at > hub.now);
  const { batch, held = [] } = arrange(due.map(({ event }) => event));
  hub.inbox.push(...held.map((event) => ({ at: hub.now, event })));
  const added = [eventBase('OrchestratorStarted', hub.now), ...batch];

  const execution = { name: INSTANCE.name, instanceId: INSTANCE.id, executionId: hub.executionId };
  const { replayed } = await runOrchestrator(orchestrator, execution, hub.past, added);

  hub.episodes++;
  hub.customStatus = JSON.parse(replayed.customStatus ?? 'null') ?? hub.customStatus;
  const asked = replayed.decisions.map((decision) => decisionEvent(decision, hub.now));
  const ended = eventBase('OrchestratorCompleted', hub.now);
  hub.past.push(...added.map(played), ...asked, ended);
  hub.mostEvents = Math.max(hub.mostEvents, hub.past.length);
  for (const decision of replayed.decisions) {
    if (decision.kind === 'activity') {
      const result = answer(decision.name, JSON.parse(decision.input ?? 'null'), hub.now);
      const at = hub.now + ACTIVITY_MS;
      const completed = { TaskScheduledId: decision.id, Result: JSON.stringify(result) };
      hub.inbox.push({ at, event: { ...eventBase('TaskCompleted', at), ...completed } });
    } else if (decision.kind === 'timer') {
      const { id: TimerId, fireAt: at } = decision;
      const fired = { TimerId, FireAt: new Date(at).toISOString() };
      hub.inbox.push({ at, event: { ...eventBase('TimerFired', at), ...fired } });
    } else {
      throw new Error(`This task hub has no "${decision.kind}"; give the request no lane.`);
    }
  }
  const { completion } = replayed;
  if (completion?.kind === 'completed') hub.output = JSON.parse(completion.output ?? 'null');
  else if (completion?.kind === 'continuedAsNew') beginExecution(hub, completion.input, completion.carryOver);
  else if (completion) throw new Error(`The orchestration ${completion.kind}: ${completion.reason}`);
}

/** Drops the previous execution's completions and timers; untaken events follow the start of the new one. */
function beginExecution(hub: TaskHub, input: string | null, carryOver: HistoryEvent[]): void {
  hub.executionId = `execution-${++hub.executions}`;
  hub.past = [];
  const started = executionStarted({ ...INSTANCE, executionId: hub.executionId, input }, hub.now);
  const untaken = hub.inbox.map(({ event }) => event).filter(({ EventType: type }) => type === EventType.EventRaised);
  hub.inbox = [started, ...carryOver, ...untaken].map((event) => ({ at: hub.now, event }));
}
