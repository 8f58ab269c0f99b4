import { eventBase, type HistoryEvent } from './history-event.ts';

/** Something an orchestrator asked for that its history does not show yet. `id` is its sequence number. */
export type Decision =
  | { kind: 'activity'; id: number; name: string; input: string | null }
  | { kind: 'timer'; id: number; fireAt: number }
  | { kind: 'child'; id: number; name: string; instanceId: string; input: string | null; version: string | null }
  | { kind: 'send'; id: number; to: string; name: string; body: object; dueAt?: number };

/** How a run of an execution ended. */
export type Completion =
  | { kind: 'completed'; output: string | null }
  | { kind: 'failed'; reason: string; details: string }
  | { kind: 'terminated'; reason: string }
  | { kind: 'continuedAsNew'; input: string | null; carryOver: HistoryEvent[] };

/** The event that records a decision in the history. */
export function decisionEvent(decision: Decision, now: number): HistoryEvent {
  const { id } = decision;
  switch (decision.kind) {
    case 'activity':
      return { ...eventBase('TaskScheduled', now, id), Name: decision.name, Version: null, Input: null };
    case 'timer':
      return { ...eventBase('TimerCreated', now, id), FireAt: new Date(decision.fireAt).toISOString() };
    case 'child': {
      const { name, instanceId, version } = decision;
      const base = eventBase('SubOrchestrationInstanceCreated', now, id);
      return { ...base, Name: name, InstanceId: instanceId, Input: null, Version: version };
    }
    case 'send': {
      const base = eventBase('EventSent', now, id);
      return { ...base, InstanceId: decision.to, Name: decision.name, Input: JSON.stringify(decision.body) };
    }
    default:
      return decision satisfies never;
  }
}
