import { type EventOf, EventType } from '../history-event.ts';
import { type Decision, OPERATION_EVENT } from './decision.ts';

export type SchedulingEvent = EventOf<'TaskScheduled'> | EventOf<'TimerCreated'> | EventOf<'EventSent'>;

const CHANGED = 'Was a change made to the orchestrator code after this instance had already started running?';

const ACTIONS: Record<Decision['kind'], string> = {
  activity: 'ScheduleTaskOrchestratorAction',
  timer: 'CreateTimerOrchestratorAction',
  'call-entity': 'SendEventOrchestratorAction',
};

/**
 * How a history event differs from the decision with its sequence number, worded exactly as the Durable Task Framework
 * words it (`TaskOrchestrationContext`, mistakes included); undefined when they agree.
 */
export function differenceOf(event: SchedulingEvent, decision: Decision | undefined): string | undefined {
  switch (event.EventType) {
    case EventType.TaskScheduled:
      return activityDifference(event, decision);
    case EventType.TimerCreated:
      return timerDifference(event, decision);
    case EventType.EventSent:
      return sendDifference(event, decision);
    default:
      return event satisfies never;
  }
}

function activityDifference(event: EventOf<'TaskScheduled'>, decision: Decision | undefined): string | undefined {
  const before = 'A previous execution of this orchestration scheduled an activity task with sequence';
  if (!decision) {
    const task = `ID ${event.EventId} and name '${event.Name}' (version '${event.Version ?? ''}')`;
    return `${before} ${task}, but the current replay execution hasn't (yet?) scheduled this task. ${CHANGED}`;
  }
  const task = `number ${event.EventId} named '${event.Name}', but the current orchestration replay instead`;
  if (decision.kind !== 'activity') {
    return `${before} ${task} produced a ${ACTIONS[decision.kind]} action with this sequence number. ${CHANGED}`;
  }
  if (decision.name.toLowerCase() === event.Name.toLowerCase()) return undefined;
  return `${before} ${task} scheduled an activity task named '${decision.name}' with this sequence number.  ${CHANGED}`;
}

function timerDifference(event: EventOf<'TimerCreated'>, decision: Decision | undefined): string | undefined {
  if (decision?.kind === 'timer') return undefined;
  const before = `A previous execution of this orchestration scheduled a timer task with sequence number ${event.EventId}`;
  if (!decision) return `${before} but the current replay execution hasn't (yet?) scheduled this task. ${CHANGED}`;
  const instead = `produced a ${ACTIONS[decision.kind]} action with this sequence number`;
  return `${before} named but the current orchestration replay instead ${instead}. ${CHANGED}`;
}

function sendDifference(event: EventOf<'EventSent'>, decision: Decision | undefined): string | undefined {
  const before = `A previous execution of this orchestration scheduled a send event task with sequence ID ${event.EventId}`;
  const to = `name '${event.Name}', instance ID '${event.InstanceId}'`;
  if (!decision) {
    const gone = "but the current replay execution hasn't (yet?) scheduled this task";
    return `${before}, type 'EventSent' ${to}, ${gone}. ${CHANGED}`;
  }
  const sent = `${before}, type 'EventSent', ${to}`;
  if (decision.kind !== 'call-entity') {
    const instead = `scheduled a ${ACTIONS[decision.kind]} task at this sequence number`;
    return `${sent}, but the current orchestration replay instead ${instead}. ${CHANGED}`;
  }
  // The recipient is not compared.
  if (event.Name.toLowerCase() === OPERATION_EVENT) return undefined;
  const instead = `scheduled a send event task with name ${OPERATION_EVENT}at this sequence number`;
  return `${sent}), but the current orchestration replay instead ${instead}. ${CHANGED}`;
}
