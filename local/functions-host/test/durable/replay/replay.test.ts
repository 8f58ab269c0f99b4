import { functionRegistry } from '../../../durable/function-registry.ts';
import { eventBase, type HistoryEvent } from '../../../durable/history-event.ts';
import type { Action, OrchestratorState } from '../../../durable/replay/orchestrator-state.ts';
import { type Replayed, replay } from '../../../durable/replay/replay.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(START + ms).toISOString();

const registry = functionRegistry([
  { name: 'step', functionId: 'step', bindings: { input: { type: 'activityTrigger', direction: 'in' } } },
]);

/** Replays these events, after the execution's start, against what the function did. */
function replayOf(actions: Action[], events: HistoryEvent[], rest: Partial<OrchestratorState> = {}): Replayed {
  const execution = { name: 'f', instanceId: 'i', executionId: 'x', registry };
  const started: HistoryEvent = {
    ...eventBase('ExecutionStarted', START),
    Name: 'f',
    Input: null,
    Version: null,
    OrchestrationInstance: { InstanceId: 'i', ExecutionId: 'x' },
    ParentInstance: null,
    Tags: null,
  };
  const history = [eventBase('OrchestratorStarted', START), started, ...events];
  return replay(execution, history, { actions, isDone: false, output: null, ...rest });
}

const raised = (name: string): HistoryEvent => ({ ...eventBase('EventRaised', START), Name: name, Input: '1' });
const suspended: HistoryEvent = { ...eventBase('ExecutionSuspended', START), Reason: '' };
const resumed: HistoryEvent = { ...eventBase('ExecutionResumed', START), Reason: '' };
const step: Action = { actionType: 0, functionName: 'step' };

const raceOf = (fireAt: string): Action => ({
  actionType: 11,
  compoundActions: [
    { actionType: 5, fireAt, isCanceled: true },
    { actionType: 6, externalEventName: 'go' },
  ],
});

test('a retry whose time is over ends without another timer', () => {
  // Prepare
  const retryOptions = {
    firstRetryIntervalInMilliseconds: 1_000,
    maxNumberOfAttempts: 5,
    retryTimeoutInMilliseconds: 500,
  };
  const failed: HistoryEvent = {
    ...eventBase('TaskFailed', START),
    TaskScheduledId: 0,
    Reason: '',
    Details: '',
    FailureDetails: null,
  };
  const scheduled: HistoryEvent = { ...eventBase('TaskScheduled', START, 0), Name: 'step', Version: null, Input: null };

  // Act
  const { decisions } = replayOf(
    [{ actionType: 1, functionName: 'step', retryOptions }, step],
    [scheduled, eventBase('OrchestratorStarted', START + 600), failed],
  );

  // Assess
  expect(decisions).toEqual([{ kind: 'activity', id: 1, name: 'step', input: null }]);
});

test('a call of an entity ends with the event that the recorded request named, however that id was made', () => {
  // Prepare
  const call: Action = { actionType: 7, instanceId: '@Lane@a', operation: 'enter', input: 'me' };
  const sent: HistoryEvent = {
    ...eventBase('EventSent', START, 0),
    InstanceId: '@lane@a',
    Name: 'op',
    Input: JSON.stringify({ op: 'enter', id: '2bed9969-c68c-5df6-ba8f-e1135e63dd7a' }),
  };

  // Act
  const asked = replayOf([call, step], []);
  const waiting = replayOf([call, step], [sent, raised('x:0')]);
  const answered = replayOf([call, step], [sent, raised('2bed9969-c68c-5df6-ba8f-e1135e63dd7a')]);

  // Assess
  const body = { op: 'enter', input: '"me"', id: 'x:0', parent: 'i', parentExecution: 'x' };
  expect(asked.decisions).toEqual([{ kind: 'call-entity', id: 0, to: '@lane@a', body }]);
  expect(waiting.decisions).toEqual([]);
  expect(answered.decisions).toMatchObject([{ kind: 'activity', id: 1 }]);
});

test('an event that won against a timer comes again when the function then continues as new at once', () => {
  // Prepare
  const created: HistoryEvent = { ...eventBase('TimerCreated', START, 0), FireAt: at(60_000) };

  // Act
  const { completion } = replayOf([raceOf(at(60_000)), { actionType: 4, input: 1 }], [created, raised('go')], {
    isDone: true,
  });

  // Assess
  expect(completion).toMatchObject({ kind: 'continuedAsNew', carryOver: [{ Name: 'go' }] });
});

test('what is asked for in the batch that suspends the instance is decided when it is resumed', () => {
  // Prepare
  const actions = [step];

  // Act
  const parked = replayOf(actions, [suspended]);
  const later = replayOf(actions, [suspended, resumed]);

  // Assess
  expect(parked).toMatchObject({ isSuspended: true, decisions: [] });
  expect(later).toMatchObject({ isSuspended: false, decisions: [{ kind: 'activity', id: 0 }] });
});

test('thousands of actions that end at once do not exhaust the stack', () => {
  // Prepare
  const canceled: Action = { actionType: 5, fireAt: at(1_000), isCanceled: true };

  // Act
  const { decisions } = replayOf(Array(20_000).fill(canceled), []);

  // Assess
  expect(decisions).toHaveLength(20_000);
});

const CHANGED = 'Was a change made to the orchestrator code after this instance had already started running?';
const taskScheduled: HistoryEvent = { ...eventBase('TaskScheduled', START, 0), Name: 'step', Version: '', Input: null };
const timerCreated: HistoryEvent = { ...eventBase('TimerCreated', START, 0), FireAt: at(1_000) };
const eventSent: HistoryEvent = { ...eventBase('EventSent', START, 0), InstanceId: '@lane@a', Name: 'op', Input: '{}' };
const timer: Action = { actionType: 5, fireAt: at(1_000), isCanceled: false };

test.each<[string, HistoryEvent, Action[], string]>([
  [
    'an activity that is not asked for',
    taskScheduled,
    [],
    "an activity task with sequence ID 0 and name 'step' (version ''), but the current replay execution hasn't (yet?) scheduled this task.",
  ],
  [
    'an activity where a timer is asked for',
    taskScheduled,
    [timer],
    "an activity task with sequence number 0 named 'step', but the current orchestration replay instead produced a CreateTimerOrchestratorAction action with this sequence number.",
  ],
  [
    'an activity of another name',
    { ...taskScheduled, Name: 'other' },
    [step],
    "an activity task with sequence number 0 named 'other', but the current orchestration replay instead scheduled an activity task named 'step' with this sequence number. ",
  ],
  [
    'a timer that is not asked for',
    timerCreated,
    [],
    "a timer task with sequence number 0 but the current replay execution hasn't (yet?) scheduled this task.",
  ],
  [
    'a timer where an activity is asked for',
    timerCreated,
    [step],
    'a timer task with sequence number 0 named but the current orchestration replay instead produced a ScheduleTaskOrchestratorAction action with this sequence number.',
  ],
  [
    'a request that is not asked for',
    eventSent,
    [],
    "a send event task with sequence ID 0, type 'EventSent' name 'op', instance ID '@lane@a', but the current replay execution hasn't (yet?) scheduled this task.",
  ],
  [
    'a request where an activity is asked for',
    eventSent,
    [step],
    "a send event task with sequence ID 0, type 'EventSent', name 'op', instance ID '@lane@a', but the current orchestration replay instead scheduled a ScheduleTaskOrchestratorAction task at this sequence number.",
  ],
])('a history with %s fails the execution, in the words of the Durable Task Framework', (_, event, actions, words) => {
  // Act
  const { completion } = replayOf(actions, [event]);

  // Assess
  const before = 'Non-Deterministic workflow detected: A previous execution of this orchestration scheduled';
  expect(completion).toEqual({ kind: 'failed', reason: `${before} ${words} ${CHANGED}` });
});
