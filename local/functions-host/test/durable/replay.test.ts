import { functionRegistry } from '../../durable/function-registry.ts';
import { eventBase, type HistoryEvent } from '../../durable/history-event.ts';
import type { Action, OrchestratorState } from '../../durable/orchestrator-state.ts';
import { type Replayed, replay } from '../../durable/replay.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(START + ms).toISOString();

const registry = functionRegistry([
  { name: 'step', functionId: 'step', bindings: { input: { type: 'activityTrigger', direction: 'in' } } },
]);

/** Replays these events, after the execution's start, against what the function did. */
function replayOf(actions: Action[], events: HistoryEvent[], rest: Partial<OrchestratorState> = {}): Replayed {
  const execution = { name: 'f', instanceId: 'i', executionId: 'x', defaultVersion: null, registry };
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
  const failed: HistoryEvent = { ...eventBase('TaskFailed', START), TaskScheduledId: 0, Reason: '', Details: '' };
  const scheduled: HistoryEvent = { ...eventBase('TaskScheduled', START, 0), Name: 'step', Version: null, Input: null };

  // Act
  const { decisions } = replayOf(
    [{ actionType: 1, functionName: 'step', retryOptions }, step],
    [scheduled, eventBase('OrchestratorStarted', START + 600), failed],
  );

  // Assess
  expect(decisions).toEqual([{ kind: 'activity', id: 1, name: 'step', input: null }]);
});

test('a cancelled timer of several pieces is non-deterministic, as with the extension', () => {
  // Prepare
  const created = (id: number, days: number): HistoryEvent => ({
    ...eventBase('TimerCreated', START, id),
    FireAt: at(days * DAY_MS),
  });
  const fired: HistoryEvent = { ...eventBase('TimerFired', START), TimerId: 0, FireAt: at(3 * DAY_MS) };
  const later = eventBase('OrchestratorStarted', START + 3 * DAY_MS);

  // Act
  const { completion } = replayOf(
    [raceOf(at(16 * DAY_MS))],
    [created(0, 3), later, fired, created(1, 6), later, raised('go')],
  );

  // Assess
  expect(completion).toMatchObject({ kind: 'failed', reason: expect.stringContaining('Non-Deterministic') });
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

test('an error of the SDK itself fails an execution that has history, and is named', () => {
  // Prepare
  const scheduled: HistoryEvent = { ...eventBase('TaskScheduled', START, 0), Name: 'step', Version: null, Input: null };

  // Act
  const { completion } = replayOf([], [scheduled], { error: 'the hook broke' });

  // Assess
  expect(completion).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/^Non-Deterministic.*the hook broke/),
  });
});
