import { type Completion, type Decision, decisionEvent } from './decision.ts';
import { type EngineParts, LOG_CATEGORY } from './engine-parts.ts';
import { releaseLocks } from './entity-lock.ts';
import { eventBase, type HistoryEvent, played } from './history-event.ts';
import { type Instance, isTerminal } from './instances.ts';
import type { Replayed } from './replay.ts';
import { executionStarted, newId, startInstance } from './start-instance.ts';

export interface Episode {
  instance: Instance;
  /** Positions of the messages that it consumed. */
  consumed: number[];
  /** Its own start and the messages, as history. */
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
    customStatus: replayed.customStatus ?? episode.instance.customStatus,
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

function carryOut(parts: EngineParts, instance: Instance, decision: Decision, isEnding: boolean): void {
  const { store, clock } = parts;
  const { id: instanceId, executionId } = instance;
  switch (decision.kind) {
    case 'activity': {
      const { id: taskId, name, input } = decision;
      store.workItems.add({ instanceId, executionId, taskId, name, input });
      return;
    }
    case 'timer': {
      // Only cancelled timers are left when an execution ends, and nobody will read those.
      if (isEnding) return;
      const { id, fireAt } = decision;
      const fired = { ...eventBase('TimerFired', fireAt), TimerId: id, FireAt: new Date(fireAt).toISOString() };
      store.inbox.send({ to: instanceId, executionId, body: fired, dueAt: fireAt });
      return;
    }
    case 'child':
      startChild(parts, instance, decision);
      return;
    case 'send':
      store.inbox.send({ to: decision.to, body: decision.body, dueAt: decision.dueAt ?? clock() });
      return;
    default:
      decision satisfies never;
  }
}

function startChild(parts: EngineParts, parent: Instance, child: Extract<Decision, { kind: 'child' }>): void {
  const { store, clock } = parts;
  const { id: parentId, executionId, name, version, trace } = parent;
  const existing = store.instances.get(child.instanceId);
  if (existing && !isTerminal(existing.status)) {
    const reason = `An Orchestration instance with the status ${existing.status} already exists.`;
    const now = clock();
    const body = { ...eventBase('SubOrchestrationInstanceFailed', now), TaskScheduledId: child.id, Reason: reason };
    store.inbox.send({
      to: parentId,
      executionId,
      body: { ...body, Details: `Message: ${reason}, StackTrace: ` },
      dueAt: now,
    });
    return;
  }
  startInstance(parts, {
    id: child.instanceId,
    name: child.name,
    version: child.version,
    input: child.input,
    parent: {
      Name: name,
      Version: version,
      TaskScheduleId: child.id,
      OrchestrationInstance: { InstanceId: parentId, ExecutionId: executionId },
    },
    trace,
  });
}

type Ending = Exclude<Completion, { kind: 'continuedAsNew' }>;

const statuses = { completed: 'Completed', failed: 'Failed', terminated: 'Terminated' } as const;

function end(parts: EngineParts, instance: Instance, completion: Ending): HistoryEvent {
  const { journal, store, clock, log } = parts;
  const output = completion.kind === 'completed' ? completion.output : completion.reason;
  const status = statuses[completion.kind];
  store.inbox.clear(instance.id);
  store.instances.put({ ...instance, status, output });
  releaseLocks(parts, instance.id);
  tellParent(parts, instance, completion);
  const reason = completion.kind === 'completed' ? '' : `: ${completion.reason}`;
  const level = completion.kind === 'failed' ? 'error' : 'debug';
  journal.afterCommit(() => log(level, LOG_CATEGORY, `${instance.name} ${instance.id} ${status}${reason}`));
  return { ...eventBase('ExecutionCompleted', clock()), OrchestrationStatus: status, Result: output };
}

function tellParent({ store, clock }: EngineParts, { parent }: Instance, completion: Ending): void {
  if (!parent) return;
  const { InstanceId: to, ExecutionId: executionId } = parent.OrchestrationInstance;
  // An execution that has ended or was followed by another one no longer waits.
  if (store.instances.get(to)?.executionId !== executionId) return;
  const now = clock();
  const TaskScheduledId = parent.TaskScheduleId;
  const body =
    completion.kind === 'completed'
      ? { ...eventBase('SubOrchestrationInstanceCompleted', now), TaskScheduledId, Result: completion.output }
      : {
          ...eventBase('SubOrchestrationInstanceFailed', now),
          TaskScheduledId,
          Reason: completion.reason,
          Details: completion.kind === 'failed' ? completion.details : null,
        };
  store.inbox.send({ to, executionId, body, dueAt: now });
}

// Due before all else, so that the new execution begins with its start and the events that were carried over.
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
  releaseLocks(parts, id);
  store.instances.put({ ...instance, executionId, input, createdAt: now });
  const started = executionStarted({ ...instance, executionId, input }, now);
  for (const body of [started, ...carryOver]) store.inbox.send({ to: id, body, dueAt: FIRST });
}
