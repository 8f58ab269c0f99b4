import { type EngineParts, LOG_CATEGORY } from '../engine-parts.ts';
import { EventType, eventBase, type HistoryEvent, played } from '../history-event.ts';
import { type Completion, type Decision, decisionEvent } from '../replay/decision.ts';
import type { Replayed } from '../replay/replay.ts';
import { timerDelayMs } from '../storage-delays.ts';
import type { Instance } from '../store/instances.ts';
import { executionStarted, newId } from './start-instance.ts';

export interface Episode {
  instance: Instance;
  /** Positions of the messages that it consumed. */
  consumed: number[];
  /** The episode's start event and the messages, as history. */
  added: HistoryEvent[];
  replayed: Replayed;
}

/** Stores an episode with everything it sends; part of a journal write. */
export function recordEpisode(parts: EngineParts, episode: Episode): void {
  const { store, clock } = parts;
  const { consumed, added, replayed } = episode;
  const { completion, decisions } = replayed;
  const now = clock();
  const instance: Instance = {
    ...episode.instance,
    status: replayed.isSuspended ? 'Suspended' : 'Running',
    // Each episode writes the status that its run set, so a run that failed before it set one clears it.
    customStatus: replayed.customStatus ?? null,
    // From then on the reason of a suspension is shown as output.
    output: suspensionReason(added) ?? episode.instance.output,
    updatedAt: now,
  };
  store.inbox.remove(consumed);
  for (const decision of decisions) carryOut(parts, instance, decision, completion !== undefined);
  if (completion?.kind === 'continuedAsNew') {
    continueAsNew(parts, instance, completion);
    return;
  }
  const events = [...added.map(played), ...decisions.map((decision) => decisionEvent(decision, now))];
  if (completion) events.push(end(parts, instance, completion));
  else store.instances.put(instance);
  store.history.append(instance.id, [...events, eventBase('OrchestratorCompleted', now)]);
}

function suspensionReason(added: HistoryEvent[]): string | undefined {
  return added.findLast((event) => event.EventType === EventType.ExecutionSuspended)?.Reason;
}

function carryOut(
  { store, clock, trouble }: EngineParts,
  instance: Instance,
  decision: Decision,
  isEnding: boolean,
): void {
  const { id: instanceId, executionId } = instance;
  const now = clock();
  switch (decision.kind) {
    case 'activity': {
      const { id: taskId, name, input } = decision;
      store.workItems.add({ instanceId, executionId, taskId, name, input });
      return;
    }
    case 'timer': {
      // When an execution ends, only cancelled timers are left, and nothing will read those.
      if (isEnding) return;
      const { id, fireAt } = decision;
      const fired = { ...eventBase('TimerFired', now), TimerId: id, FireAt: new Date(fireAt).toISOString() };
      store.inbox.send({ to: instanceId, executionId, body: fired, dueAt: now + timerDelayMs(fireAt, now) });
      return;
    }
    case 'call-entity':
      store.inbox.send({
        to: decision.to,
        body: decision.body,
        dueAt: now + Math.trunc(Math.random() * trouble.disorderMs),
      });
      return;
    default:
      decision satisfies never;
  }
}

type Ending = Exclude<Completion, { kind: 'continuedAsNew' }>;

const statuses = { completed: 'Completed', failed: 'Failed', terminated: 'Terminated' } as const;

function end(parts: EngineParts, instance: Instance, completion: Ending): HistoryEvent {
  const { journal, store, clock, log } = parts;
  const output = completion.kind === 'completed' ? completion.output : completion.reason;
  const status = statuses[completion.kind];
  store.inbox.clear(instance.id);
  store.instances.put({ ...instance, status, output });
  const reason = completion.kind === 'completed' ? '' : `: ${completion.reason}`;
  const level = completion.kind === 'failed' ? 'error' : 'debug';
  journal.afterCommit(() => log(level, LOG_CATEGORY, `${instance.name} ${instance.id} ${status}${reason}`));
  return { ...eventBase('ExecutionCompleted', clock()), OrchestrationStatus: status, Result: output };
}

// Before every other due time, so that the new execution begins with its start and the events carried over.
const FIRST = 0;

function continueAsNew(
  parts: EngineParts,
  instance: Instance,
  { input, carryOver }: Extract<Completion, { kind: 'continuedAsNew' }>,
): void {
  const { store, clock } = parts;
  const now = clock();
  const { id, executionId: ended } = instance;
  const executionId = newId();
  store.history.remove(id);
  store.inbox.clearExecution(id, ended);
  store.instances.put({ ...instance, executionId, input, customStatus: null, output: null, createdAt: now });
  const started = executionStarted({ ...instance, executionId, input }, now);
  for (const body of [started, ...carryOver]) store.inbox.send({ to: id, body, dueAt: FIRST });
}
