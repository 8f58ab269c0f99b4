/** Numbers of the history's event types, as the SDK and the Durable Task Framework know them. */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

type Kinds = typeof EventType;

interface Event<K extends keyof Kinds> {
  EventType: Kinds[K];
  /** The sequence number when the orchestrator scheduled the event, else -1. */
  EventId: number;
  IsPlayed: boolean;
  Timestamp: string;
}

export interface ExecutionStarted extends Event<'ExecutionStarted'> {
  Name: string;
  /** JSON text. */
  Input: string | null;
  Version: string | null;
  OrchestrationInstance: { InstanceId: string; ExecutionId: string };
  ParentInstance: null;
  Tags: null;
}

export type HistoryEvent =
  | ExecutionStarted
  | (Event<'ExecutionCompleted'> & { OrchestrationStatus: string; Result: string | null })
  | (Event<'TaskScheduled'> & { Name: string; Version: string | null; Input: null })
  /** `Result` is JSON text. */
  | (Event<'TaskCompleted'> & { TaskScheduledId: number; Result: string | null })
  | (Event<'TaskFailed'> & { TaskScheduledId: number; Reason: string; Details: string; FailureDetails: null })
  | (Event<'TimerCreated'> & { FireAt: string })
  | (Event<'TimerFired'> & { TimerId: number; FireAt: string })
  | Event<'OrchestratorStarted'>
  | Event<'OrchestratorCompleted'>
  | (Event<'EventSent'> & { InstanceId: string; Name: string; Input: string })
  | (Event<'EventRaised'> & { Name: string; Input: string | null })
  | (Event<'ExecutionTerminated'> & { Input: string })
  | (Event<'ExecutionSuspended'> & { Reason: string })
  | (Event<'ExecutionResumed'> & { Reason: string });

export type EventOf<K extends keyof Kinds> = Extract<HistoryEvent, { EventType: Kinds[K] }>;

/** The common members of an event; pass `eventId` when the event is a decision of an orchestrator. */
export function eventBase<K extends keyof Kinds>(kind: K, now: number, eventId = -1): Event<K> {
  return { EventType: EventType[kind], EventId: eventId, IsPlayed: false, Timestamp: new Date(now).toISOString() };
}

/** Name of an event's type, as the management API shows it. */
export function eventTypeName(event: HistoryEvent): string {
  return Object.entries(EventType).find(([, number]) => number === event.EventType)?.[0] ?? String(event.EventType);
}

const scheduling: ReadonlySet<number> = new Set([
  EventType.TaskScheduled,
  EventType.TimerCreated,
  EventType.EventSent,
  EventType.OrchestratorStarted,
  EventType.OrchestratorCompleted,
]);

/** The event as later episodes see it: consumed events are marked as played, scheduling events never are. */
export function played(event: HistoryEvent): HistoryEvent {
  return scheduling.has(event.EventType) ? event : { ...event, IsPlayed: true };
}
