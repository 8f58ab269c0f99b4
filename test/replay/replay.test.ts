import { EventType } from '../../local/functions-host/durable/history-event.ts';
import { GO_LIVE } from '../../src/domain/durable-names.ts';
import type { GoLive as GoLiveState } from '../../src/domain/go-live.ts';
import { goLive } from '../../src/orchestrators/go-live.ts';
import { type Fixture, fixtureNames, readFixture } from '../../tools/record/fixture.ts';
import { PATHS, PATHS_WITHOUT_EVENT_GRID } from '../../tools/record/paths.ts';
import { ORCHESTRATORS } from './orchestrators.ts';
import { replayFixture } from './replay-fixture.ts';
import type { Orchestrator } from './run-orchestrator.ts';

test.each(fixtureNames())('goes on with what "%s" recorded, asking for the same in the same order', async (name) => {
  await replayFixture(readFixture(name), ORCHESTRATORS);
});

test('every path has a recording', () => {
  expect(fixtureNames()).toEqual(
    expect.arrayContaining([...Object.keys(PATHS), ...Object.keys(PATHS_WITHOUT_EVENT_GRID), 'rolled-over-2']),
  );
});

test('no recording holds a secret or names a machine', () => {
  for (const name of fixtureNames()) {
    const text = JSON.stringify(readFixture(name));
    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/bearer|secret|password|sig=|eyJ|127\.0\.0\.1|localhost|\/tmp\//i);
  }
});

describe('an orchestrator that was changed so that running instances break', () => {
  const replayWith = (orchestrator: Orchestrator) =>
    replayFixture(readFixture('succeeded'), { ...ORCHESTRATORS, [GO_LIVE]: orchestrator });

  test('one that calls another activity first', async () => {
    const changed: Orchestrator = function* (context) {
      yield context.df.callActivity('warmUp');
      return yield* goLive(context);
    };

    await expect(replayWith(changed)).rejects.toThrow(
      /after OrchestratorStarted, ExecutionStarted goLive: the history shows EventSent #0 .*; the orchestrator asks for TaskScheduled #0 warmUp instead/,
    );
  });

  test('one that calls an activity by another name', async () => {
    const changed = goLiveWith((df) => {
      const call = df.callActivity.bind(df);
      df.callActivity = (name, input) => call(name === 'observe' ? 'look' : name, input);
    });

    await expect(replayWith(changed)).rejects.toThrow(
      /the history shows TaskScheduled #\d+ observe; the orchestrator asks for TaskScheduled #\d+ look instead/,
    );
  });

  test('one that waits first', async () => {
    const changed: Orchestrator = function* (context) {
      yield context.df.createTimer(context.df.currentUtcDateTime);
      return yield* goLive(context);
    };

    await expect(replayWith(changed)).rejects.toThrow(/asks for TimerCreated #0 instead/);
  });

  test('one that ends early', async () => {
    const changed: Orchestrator = function* (context) {
      const course = goLive(context);
      let step = course.next();
      for (let steps = 0; !step.done && steps < 20; steps++) step = course.next(yield step.value);
      return undefined;
    };

    await expect(replayWith(changed)).rejects.toThrow(/Episode \d+ of \d+, after OrchestratorStarted/);
  });

  test('one that tells another end', async () => {
    const changed = goLiveWith((df) => {
      const show = df.setCustomStatus.bind(df);
      df.setCustomStatus = (status) => show({ ...(status as object), checks: 0 });
    });

    await expect(replayWith(changed)).rejects.toThrow(/custom status: the history shows/);
  });

  test.each<[string, (state: GoLiveState) => object]>([
    ['less', ({ checks: _, ...state }) => state],
    ['something else', (state) => ({ ...state, submission: { ...state.submission, attempts: 0 } })],
    ['a list of another length', (state) => ({ ...state, approvals: [{}] })],
  ])('one that hands %s to its next run', async (_, change) => {
    const changed = goLiveWith((df) => {
      const continueAsNew = df.continueAsNew.bind(df);
      df.continueAsNew = (state) => continueAsNew(change(state as GoLiveState));
    });

    await expect(replayFixture(readFixture('rolled-over'), { ...ORCHESTRATORS, [GO_LIVE]: changed })).rejects.toThrow(
      /the end: the history shows/,
    );
  });

  test('one whose course depends on more than its history', async () => {
    let runs = 0;
    const changed: Orchestrator = function* (context) {
      if (runs++ % 2 === 1) context.df.setCustomStatus('again');
      yield context.df.callActivity('announce');
    };

    await expect(replayWith(changed)).rejects.toThrow(/^Episode 1 of .*two replays differ/);
  });
});

describe('a history that this orchestrator did not write', () => {
  const changedHistory = (change: (history: Fixture['history']) => Fixture['history']): Fixture => {
    const fixture = readFixture('succeeded');
    return { ...fixture, history: change(fixture.history) };
  };

  test('another activity was asked for', async () => {
    const fixture = changedHistory((history) =>
      history.map((event) =>
        event.EventType === EventType.TaskScheduled && event.Name === 'submit' ? { ...event, Name: 'publish' } : event,
      ),
    );

    await expect(replayFixture(fixture, ORCHESTRATORS)).rejects.toThrow(
      /the history shows TaskScheduled #\d+ publish; the orchestrator asks for TaskScheduled #\d+ submit instead/,
    );
  });

  test('an activity less was asked for', async () => {
    const fixture = changedHistory((history) => {
      const at = history.findIndex((event) => event.EventType === EventType.TaskScheduled && event.Name === 'inspect');
      return history.toSpliced(at, 1);
    });

    await expect(replayFixture(fixture, ORCHESTRATORS)).rejects.toThrow(/the history shows nothing/);
  });

  test('it went on after the end', async () => {
    const fixture = changedHistory((history) => [...history, ...history.slice(0, 1)]);

    await expect(replayFixture(fixture, ORCHESTRATORS)).rejects.toThrow(/the end: the history shows goes on/);
  });

  test('it belongs to an orchestrator that the app no longer has', async () => {
    await expect(replayFixture(readFixture('succeeded'), {})).rejects.toThrow('The history is of "goLive"');
  });
});

/** The go-live, with something about its context changed. */
function goLiveWith(change: (df: Parameters<Orchestrator>[0]['df']) => void): Orchestrator {
  return function* (context) {
    change(context.df);
    return yield* goLive(context);
  };
}
