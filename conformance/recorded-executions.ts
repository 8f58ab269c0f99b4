import { readFileSync } from 'node:fs';
import { EventType, type HistoryEvent } from '../local/functions-host/durable/history-event.ts';
import type { Fixture } from '../tools/record/fixture.ts';
import type { RecordedCall } from './recorded-calls.ts';

/** The text that an engine hands to an orchestrator. */
interface Trigger {
  instanceId: string;
  history: HistoryEvent[];
}

/** The state that an orchestrator returns to its engine. */
interface State {
  isDone: boolean;
  actions: { actionType: number; input?: unknown }[][];
  output?: unknown;
  customStatus?: unknown;
}

const CONTINUE_AS_NEW = 4;

/** All executions of the instance, the oldest first, each reconstructed from its last recorded call. */
export function executionsOf(recordFile: string, instanceId: string): Fixture[] {
  const last = new Map<string, { trigger: Trigger; state: State }>();
  for (const { input, returned } of readCalls(recordFile)) {
    if (!input?.includes(instanceId) || returned === undefined) continue;
    const trigger: Trigger = JSON.parse(input);
    if (trigger.instanceId !== instanceId || !Array.isArray(trigger.history)) continue;
    last.set(executionIdOf(trigger.history), { trigger, state: JSON.parse(returned) });
  }
  return [...last.values()].map(({ trigger, state }) => fixtureOf(readable(trigger.history), state));
}

function readCalls(recordFile: string): RecordedCall[] {
  const lines = readFileSync(recordFile, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Adds the end, which no later call shows. The decisions of an unfinished execution's last call are in no history. */
function fixtureOf(history: HistoryEvent[], { isDone, actions, output, customStatus }: State): Fixture {
  const again = actions[0]?.find(({ actionType }) => actionType === CONTINUE_AS_NEW);
  if (again) return { history, continuedWith: again.input };
  if (!isDone) {
    const begin = history.findLastIndex(({ EventType: type }) => type === EventType.OrchestratorStarted);
    return { history: history.slice(0, begin) };
  }
  const end: HistoryEvent = {
    EventType: EventType.ExecutionCompleted,
    EventId: -1,
    IsPlayed: false,
    Timestamp: history.at(-1)?.Timestamp ?? '',
    OrchestrationStatus: 'Completed',
    Result: JSON.stringify(output ?? null),
  };
  return { history: [...history, end], customStatus: customStatus ?? null };
}

/**
 * Microsoft's engine gives requests to entities random ids, while the local replay numbers them. So each request, and
 * the answer that is named after it, gets the id that the replay will choose.
 */
function readable(history: HistoryEvent[]): HistoryEvent[] {
  const executionId = executionIdOf(history);
  const ids = new Map<string, string>();
  return history.map((event) => {
    if (event.EventType === EventType.EventRaised) return { ...event, Name: ids.get(event.Name) ?? event.Name };
    if (event.EventType !== EventType.EventSent) return event;
    const input: { id: string } = JSON.parse(event.Input);
    const id = `${executionId}:${event.EventId}`;
    ids.set(input.id, id);
    return { ...event, Input: JSON.stringify({ ...input, id }) };
  });
}

function executionIdOf(history: HistoryEvent[]): string {
  const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
  return started?.OrchestrationInstance.ExecutionId ?? '';
}
