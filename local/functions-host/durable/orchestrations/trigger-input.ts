import { EventType, type HistoryEvent } from '../history-event.ts';

// Version 4 of the schema; the extension sends it under the new name and version 2 under the old one.
const SCHEMA = { upperSchemaVersion: 1, upperSchemaVersionNew: 3 };

const TIMES = {
  longRunningTimerIntervalDuration: '3.00:00:00',
  maximumShortTimerDuration: '6.00:00:00',
  // The misspelling is the protocol's.
  defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
};

/** JSON text of the orchestration trigger's input. */
export function orchestrationTrigger(instanceId: string, past: HistoryEvent[], added: HistoryEvent[]): string {
  const history = [...past, ...added];
  const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
  return JSON.stringify({
    history,
    input: started?.Input ? JSON.parse(started.Input) : null,
    instanceId,
    isReplaying: started?.IsPlayed ?? false,
    parentInstanceId: null,
    sourceInstanceId: null,
    ...SCHEMA,
    ...TIMES,
  });
}
