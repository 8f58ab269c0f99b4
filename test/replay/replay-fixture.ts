import { isDeepStrictEqual } from 'node:util';
import { EventType, eventTypeName, type HistoryEvent } from '../../local/functions-host/durable/history-event.ts';
import { type Completion, decisionEvent } from '../../local/functions-host/durable/replay/decision.ts';
import { type Fixture, startOf } from '../../tools/record/fixture.ts';
import { type Orchestrator, runOrchestrator } from './run-orchestrator.ts';

/** One turn of an execution: the events that had arrived, and the orchestrator's decisions. */
interface Episode {
  came: HistoryEvent[];
  asked: HistoryEvent[];
}

/**
 * Replays a recorded execution episode by episode, each twice, and compares the orchestrator's decisions with the
 * history.
 * @throws Error at the first difference; it names the event and the decision made instead.
 */
export async function replayFixture(fixture: Fixture, orchestrators: Record<string, Orchestrator>): Promise<void> {
  const { Name: name, OrchestrationInstance } = startOf(fixture);
  const orchestrator = orchestrators[name];
  if (!orchestrator)
    throw new Error(`The history is of "${name}"; the app has ${Object.keys(orchestrators).join(', ')}.`);
  const { InstanceId: instanceId, ExecutionId: executionId } = OrchestrationInstance;
  const past: HistoryEvent[] = [];
  const episodes = episodesOf(fixture.history);

  for (const [index, { came, asked }] of episodes.entries()) {
    const run = () =>
      runOrchestrator(
        orchestrator,
        { name, instanceId, executionId },
        past,
        came.map((event) => ({ ...event, IsPlayed: false })),
      );
    const { state, replayed } = await run();
    const again = await run();
    const when = `Episode ${index + 1} of ${episodes.length}, after ${came.map(describe).join(', ')}`;
    same(`${when}: two replays differ`, again.state, state);

    const asksFor = replayed.decisions.map((decision) => decisionEvent(decision, 0));
    for (let at = 0; at < Math.max(asked.length, asksFor.length); at++) {
      same(when, describe(asksFor[at]), describe(asked[at]));
    }
    const isLast = index === episodes.length - 1;
    const recorded = isLast ? recordedEnd(fixture) : 'goes on';
    same(`${when}: the end`, knownIn(recorded, endOf(replayed.completion)), recorded);
    if (isLast && fixture.customStatus !== undefined) {
      same(`${when}: custom status`, JSON.parse(replayed.customStatus ?? 'null'), fixture.customStatus);
    }
    past.push(...came, ...asked);
  }
}

function same(what: string, now: unknown, recorded: unknown): void {
  if (isDeepStrictEqual(now, recorded)) return;
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  throw new Error(`${what}: the history shows ${text(recorded)}; the orchestrator asks for ${text(now)} instead.`);
}

function episodesOf(history: HistoryEvent[]): Episode[] {
  const episodes: Episode[] = [];
  for (const event of history) {
    switch (event.EventType) {
      case EventType.OrchestratorStarted:
        episodes.push({ came: [event], asked: [] });
        break;
      case EventType.TaskScheduled:
      case EventType.TimerCreated:
      case EventType.EventSent:
        episodes.at(-1)?.asked.push(event);
        break;
      case EventType.ExecutionCompleted:
      case EventType.OrchestratorCompleted:
        break;
      default:
        episodes.at(-1)?.came.push(event);
    }
  }
  return episodes;
}

function recordedEnd({ history, continuedWith }: Fixture): unknown {
  if (continuedWith !== undefined) return { continuedWith };
  const completed = history.find((event) => event.EventType === EventType.ExecutionCompleted);
  return completed ? { [completed.OrchestrationStatus]: JSON.parse(completed.Result ?? 'null') } : 'goes on';
}

/**
 * Reduces the input of the next run to the recorded members: a newer version may add members but lose none. All other
 * ends are compared as a whole.
 */
function knownIn(recorded: unknown, now: unknown): unknown {
  return isMember(recorded, 'continuedWith') && isMember(now, 'continuedWith') ? common(recorded, now) : now;
}

function common(recorded: unknown, now: unknown): unknown {
  if (Array.isArray(recorded) && Array.isArray(now)) return now.map((item, index) => common(recorded[index], item));
  if (!isObject(recorded) || !isObject(now)) return now;
  const names = Object.keys(now).filter((name) => name in recorded);
  return Object.fromEntries(names.map((name) => [name, common(recorded[name], now[name])]));
}

function isMember(value: unknown, name: string): boolean {
  return isObject(value) && name in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function endOf(completion: Completion | undefined): unknown {
  switch (completion?.kind) {
    case undefined:
      return 'goes on';
    case 'completed':
      return { Completed: JSON.parse(completion.output ?? 'null') };
    case 'continuedAsNew':
      return { continuedWith: JSON.parse(completion.input ?? 'null') };
    case 'failed':
    case 'terminated':
      return `${completion.kind}: ${completion.reason}`;
  }
}

/** What the task hub compares: kind, name and sequence number. The due time of a timer may change with the code. */
function describe(event: HistoryEvent | undefined): string {
  if (!event) return 'nothing';
  const id = 'TaskScheduledId' in event ? event.TaskScheduledId : 'TimerId' in event ? event.TimerId : event.EventId;
  const number = id < 0 ? '' : ` #${id}`;
  const name = 'Name' in event ? ` ${event.Name}` : '';
  const instance = 'InstanceId' in event ? ` to ${event.InstanceId}` : '';
  return `${eventTypeName(event)}${number}${name}${instance}`;
}
