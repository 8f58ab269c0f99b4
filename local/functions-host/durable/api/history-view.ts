import { EventType, eventTypeName, type HistoryEvent } from '../history-event.ts';

type View = Record<string, unknown>;

/** History as the management API shows it: each scheduling event is folded into its completion. */
export function historyView(events: HistoryEvent[], showOutput: boolean): View[] {
  const scheduled = new Map<number, { view: View; name: string | undefined }>();
  const views: View[] = [];
  for (const event of events) {
    switch (event.EventType) {
      case EventType.OrchestratorStarted:
      case EventType.OrchestratorCompleted:
        break;
      case EventType.TaskScheduled:
      case EventType.TimerCreated: {
        const view = viewOf(event, showOutput);
        views.push(view);
        scheduled.set(event.EventId, { view, name: 'Name' in event ? event.Name : undefined });
        break;
      }
      default:
        views.push({ ...viewOf(event, showOutput), ...schedule(event, scheduled, views) });
    }
  }
  return views;
}

/** Removes the scheduling event from the list and returns the members of it that its completion shows. */
function schedule(
  event: HistoryEvent,
  scheduled: Map<number, { view: View; name: string | undefined }>,
  views: View[],
): View {
  const id = 'TaskScheduledId' in event ? event.TaskScheduledId : 'TimerId' in event ? event.TimerId : undefined;
  const origin = id === undefined ? undefined : scheduled.get(id);
  if (!origin) return {};
  const at = views.indexOf(origin.view);
  if (at >= 0) views.splice(at, 1);
  return { ScheduledTime: origin.view['Timestamp'], ...(origin.name !== undefined && { FunctionName: origin.name }) };
}

function viewOf(event: HistoryEvent, showOutput: boolean): View {
  const view: View = { ...event, EventType: eventTypeName(event) };
  for (const hidden of ['EventId', 'IsPlayed', 'TaskScheduledId', 'TimerId', 'ParentInstance', 'Tags', 'Input']) {
    delete view[hidden];
  }
  if (event.EventType === EventType.EventRaised && showOutput) view['Input'] = parsed(event.Input);
  if (event.EventType === EventType.ExecutionStarted) {
    delete view['Name'];
    view['FunctionName'] = event.Name;
  }
  if ('Result' in event) {
    delete view['Result'];
    if (showOutput) view['Result'] = parsed(event.Result);
  }
  return view;
}

/** The parsed value of JSON text, or the text itself when it is not JSON. */
export function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
