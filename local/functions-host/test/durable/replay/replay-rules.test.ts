import * as df from 'durable-functions';
import { TIME_FACTOR } from '../../../../../test/patience.ts';
import { closeHubs, type Status, testHub } from '../test-hub.ts';

afterEach(closeHubs);

const soon = (context: df.OrchestrationContext, ms: number) => new Date(context.df.currentUtcDateTime.getTime() + ms);

const names = ({ historyEvents }: Status) => historyEvents?.map(({ EventType }) => EventType);

const fail = () => {
  throw new Error('no luck');
};

describe('tasks', () => {
  test('that are used in a second compound are started again', async () => {
    // Prepare
    let slow = 0;
    const hub = testHub({
      orchestrations: {
        *reuse(context) {
          const task = context.df.callActivity('slow');
          yield context.df.Task.any([task, context.df.callActivity('fast')]);
          yield context.df.Task.any([task, context.df.callActivity('fast')]);
        },
      },
      activities: {
        async slow() {
          slow += 1;
          await new Promise((resolve) => setTimeout(resolve, 50));
        },
        fast: () => 'fast',
      },
    });

    // Act
    await hub.start('reuse', 'reuse');
    await hub.ended('reuse');

    // Assess
    expect(slow).toBe(2);
  });

  test('that nobody waited for keep the instance running', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *race(context) {
          yield context.df.Task.any([
            context.df.createTimer(soon(context, 1_500 * TIME_FACTOR)),
            context.df.callActivity('fast'),
          ]);
          context.df.setCustomStatus('returned');
          return 'done';
        },
      },
      activities: { fast: () => 'fast' },
    });

    // Act
    await hub.start('race', 'race');
    const returned = await hub.until('race', ({ customStatus }) => customStatus === 'returned');
    const end = await hub.ended('race');

    // Assess
    expect(returned.runtimeStatus).toBe('Running');
    expect(end).toMatchObject({ runtimeStatus: 'Completed', output: 'done' });
    expect(names(end)).toContain('TimerFired');
  });
});

describe('retries', () => {
  test('wait between the attempts, and once more after the last', async () => {
    // Prepare
    let attempts = 0;
    const hub = testHub({
      orchestrations: {
        *stubborn(context) {
          return yield context.df.callActivityWithRetry('fail', new df.RetryOptions(20, 3));
        },
      },
      activities: {
        fail() {
          attempts += 1;
          return fail();
        },
      },
    });

    // Act
    await hub.start('stubborn', 's');
    const status = await hub.ended('s');

    // Assess
    expect(attempts).toBe(3);
    expect(names(status)?.filter((name) => name === 'TimerFired')).toHaveLength(3);
    expect(status.output).toContain(
      "Orchestrator function 'stubborn' failed: Activity function 'fail' failed: no luck",
    );
  });

  test('end with the first success', async () => {
    // Prepare
    let attempts = 0;
    const hub = testHub({
      orchestrations: {
        *stubborn(context) {
          return yield context.df.callActivityWithRetry('second', new df.RetryOptions(5, 5));
        },
      },
      activities: {
        second() {
          attempts += 1;
          return attempts === 2 ? 'ok' : fail();
        },
      },
    });

    // Act
    await hub.start('stubborn', 's');
    const { output } = await hub.ended('s');

    // Assess
    expect([output, attempts]).toEqual(['ok', 2]);
  });
});

describe('timers', () => {
  test('that are cancelled are created but hold up nothing', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *guarded(context) {
          const timeout = context.df.createTimer(soon(context, 3_600_000));
          const winner = yield context.df.Task.any([context.df.callActivity('fast'), timeout]);
          if (winner === timeout) return 'late';
          timeout.cancel();
          return 'in time';
        },
      },
      activities: { fast: () => 1 },
    });

    // Act
    await hub.start('guarded', 'g');
    const status = await hub.ended('g');

    // Assess
    expect(status.output).toBe('in time');
    expect(names(status)).toContain('TimerCreated');
  });
});

describe('external events', () => {
  test('that come early are kept, first come first served', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *collect(context) {
          yield context.df.waitForExternalEvent('go');
          const first = yield context.df.waitForExternalEvent('item');
          return [first, yield context.df.waitForExternalEvent('item')];
        },
      },
    });
    await hub.start('collect', 'c');

    // Act
    await hub.raise('c', 'item', 1);
    await hub.raise('c', 'item', 2);
    await hub.raise('c', 'go', null);
    const { output } = await hub.ended('c');

    // Assess
    expect(output).toEqual([1, 2]);
  });

  test('go to the newest waiter', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *two(context) {
          const older = context.df.waitForExternalEvent('item');
          const newer = context.df.waitForExternalEvent('item');
          const winner = yield context.df.Task.any([older, newer]);
          return winner === newer ? 'newer' : 'older';
        },
      },
    });
    await hub.start('two', 't');

    // Act
    await hub.raise('t', 'item', 1);
    const { output } = await hub.ended('t');

    // Assess
    expect(output).toBe('newer');
  });
});

describe('an orchestration fails', () => {
  test('when its code no longer asks for what its history shows', async () => {
    // Prepare
    const waiting = (activity: string) => ({
      orchestrations: {
        *changed(context: df.OrchestrationContext): Generator<df.Task, void, never> {
          yield context.df.callActivity(activity);
          context.df.setCustomStatus('waiting');
          yield context.df.waitForExternalEvent('go');
        },
      },
      activities: { a: () => 1, b: () => 2 },
    });
    const before = testHub(waiting('a'));
    await before.start('changed', 'c');
    await before.until('c', ({ customStatus }) => customStatus === 'waiting');
    const after = before.crashAndReopen(waiting('b'));

    // Act
    await after.raise('c', 'go', 1);
    const status = await after.ended('c');

    // Assess
    expect(status.runtimeStatus).toBe('Failed');
    expect(status.output).toContain('Non-Deterministic workflow detected');
  });

  test('when its custom status has 17 KB of UTF-16', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *loud(context) {
          context.df.setCustomStatus('x'.repeat(Number(context.df.getInput())));
          yield context.df.waitForExternalEvent('go');
        },
      },
    });

    // Act
    await hub.start('loud', 'fits', 8_701);
    await hub.start('loud', 'exceeds', 8_702);
    const exceeds = await hub.ended('exceeds');
    const fits = await hub.until('fits', ({ runtimeStatus }) => runtimeStatus === 'Running');

    // Assess
    expect(exceeds.output).toContain('must not exceed 16 KB. The current payload size is 17 KB.');
    expect(fits.customStatus).toHaveLength(8_701);
  });
});

test.each([
  ['a string', 'text', 'text'],
  ['a string that looks like a number', '12', '12'],
  ['a number', 1.5, 1.5],
  ['an object', { a: [1] }, { a: [1] }],
  ['a boolean, as .NET spells it', true, 'True'],
  ['nothing', undefined, undefined],
])('an activity gets %s', async (_, input, seen) => {
  // Prepare
  const inputs: unknown[] = [];
  const hub = testHub({
    orchestrations: {
      *pass(context) {
        yield context.df.callActivity('take', input);
      },
    },
    activities: { take: (value) => void inputs.push(value) },
  });

  // Act
  await hub.start('pass', 'p');
  await hub.ended('p');

  // Assess
  expect(inputs).toEqual([seen]);
});
