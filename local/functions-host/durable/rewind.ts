import type { EngineParts } from './engine-parts.ts';
import { EventType, eventBase, type HistoryEvent } from './history-event.ts';
import type { Instance } from './instances.ts';

/**
 * Lets a failed instance run again from before its failures: they leave its history, and so does what led to them.
 * Failed children are rewound first and keep their ids; part of a journal write.
 */
export function rewindInstance(parts: EngineParts, instance: Instance, reason: string): void {
  const { store, clock } = parts;
  const history = store.history.read(instance.id);
  for (const childId of failedChildren(history)) {
    const child = store.instances.get(childId);
    if (child?.status === 'Failed') rewindInstance(parts, child, reason);
  }
  const now = clock();
  store.history.remove(instance.id);
  store.history.append(instance.id, withoutFailures(history));
  store.instances.put({ ...instance, status: 'Running', output: null, updatedAt: now });
  store.inbox.send({
    to: instance.id,
    body: { ...eventBase('GenericEvent', now), Data: `Rewound: ${reason}` },
    dueAt: now,
  });
}

function failedChildren(history: HistoryEvent[]): string[] {
  const failed = failedTasks(history, EventType.SubOrchestrationInstanceFailed);
  return history.flatMap((event) =>
    event.EventType === EventType.SubOrchestrationInstanceCreated && failed.has(event.EventId)
      ? [event.InstanceId]
      : [],
  );
}

function withoutFailures(history: HistoryEvent[]): HistoryEvent[] {
  const failed = failedTasks(history, EventType.TaskFailed);
  return history.filter((event) => {
    switch (event.EventType) {
      case EventType.ExecutionCompleted:
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        return false;
      case EventType.TaskScheduled:
        return !failed.has(event.EventId);
      default:
        return true;
    }
  });
}

function failedTasks(history: HistoryEvent[], kind: number): Set<number> {
  return new Set(
    history.flatMap((event) => (event.EventType === kind && 'TaskScheduledId' in event ? [event.TaskScheduledId] : [])),
  );
}
