import type { OperationRequest } from '../entities/operation-request.ts';
import { eventBase, type HistoryEvent } from '../history-event.ts';

/** Something an orchestrator asked for that its history does not show yet. `id` is its sequence number. */
export type Decision =
  | { kind: 'activity'; id: number; name: string; input: string | null }
  | { kind: 'timer'; id: number; fireAt: number }
  | { kind: 'call-entity'; id: number; to: string; body: OperationRequest };

/** The event name under which the history records a call of an entity. */
export const OPERATION_EVENT = 'op';

/** How a run of an execution ended. */
export type Completion =
  | { kind: 'completed'; output: string | null }
  | { kind: 'failed'; reason: string }
  | { kind: 'terminated'; reason: string }
  | { kind: 'continuedAsNew'; input: string | null; carryOver: HistoryEvent[] };

/** The event that records a decision in the history. */
export function decisionEvent(decision: Decision, now: number): HistoryEvent {
  const { id } = decision;
  switch (decision.kind) {
    case 'activity':
      return { ...eventBase('TaskScheduled', now, id), Name: decision.name, Version: '', Input: null };
    case 'timer':
      return { ...eventBase('TimerCreated', now, id), FireAt: new Date(decision.fireAt).toISOString() };
    case 'call-entity': {
      const { to, body } = decision;
      const base = eventBase('EventSent', now, id);
      return { ...base, InstanceId: to, Name: OPERATION_EVENT, Input: JSON.stringify(body) };
    }
    default:
      return decision satisfies never;
  }
}
