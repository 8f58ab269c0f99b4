import { TIME_FACTOR } from '../../../../test/patience.ts';
import type { App } from './in-process-app.ts';
import { closeHubs, testHub } from './test-hub.ts';

afterEach(closeHubs);

describe('an orchestration', () => {
  test('runs activities one after the other and completes with what its function returned', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *hello(context) {
          const greetings: unknown[] = [];
          for (const city of ['Tokyo', 'Seattle']) greetings.push(yield context.df.callActivity('greet', city));
          return greetings;
        },
      },
      activities: { greet: (city) => `Hello ${city}` },
    });

    // Act
    const accepted = await hub.start('hello', 'one');
    const status = await hub.ended('one');

    // Assess
    expect(accepted.status).toBe(202);
    expect(status).toMatchObject({ runtimeStatus: 'Completed', output: ['Hello Tokyo', 'Hello Seattle'] });
  });

  test('is woken by a timer up to a second before its time, as the queue cuts the delay to whole seconds', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *nap(context) {
          const at = context.df.currentUtcDateTime.getTime() + 1_800;
          yield context.df.createTimer(new Date(at));
          return context.df.currentUtcDateTime.getTime() - at;
        },
      },
    });

    // Act
    await hub.start('nap', 'nap');
    const { output, historyEvents } = await hub.ended('nap');

    // Assess
    expect(output).toBeLessThan(0);
    expect(output).toBeGreaterThanOrEqual(-1_000);
    const fired = historyEvents?.find(({ EventType }) => EventType === 'TimerFired');
    expect(Date.parse(String(fired?.['Timestamp']))).toBeLessThan(Date.parse(String(fired?.['FireAt'])) - 1_000);
  });

  test('goes on after a crash: the timer fires and finished activities do not run again', async () => {
    // Prepare
    const done: unknown[] = [];
    const app: App = {
      orchestrations: {
        *course(context) {
          yield context.df.callActivity('record', 'before');
          context.df.setCustomStatus('waiting');
          // Long enough that the crash comes first, even where timers fire a second early.
          yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 400 * TIME_FACTOR));
          yield context.df.callActivity('record', 'after');
          return 'end';
        },
      },
      activities: { record: (what) => void done.push(what) },
    };
    const hub = testHub(app);
    await hub.start('course', 'c');
    await hub.until('c', ({ customStatus }) => customStatus === 'waiting');

    // Act
    const next = hub.crashAndReopen();
    await (await hub.engine).stop();
    const status = await next.ended('c');

    // Assess
    expect(status).toMatchObject({ runtimeStatus: 'Completed', output: 'end' });
    expect(done).toEqual(['before', 'after']);
  });
});
