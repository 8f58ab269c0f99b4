import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../../../../test/wait-until.ts';
import type { FunctionMetadata, Invocation } from '../../invocation.ts';
import { type ScheduleMonitor, scheduleMonitor } from '../../timer/schedule-monitor.ts';
import { type StopTimer, startTimers } from '../../timer/start-timers.ts';
import { startFixture } from '../start-fixture.ts';

describe('timer functions', () => {
  let directory: string;
  let monitor: ScheduleMonitor;
  let stopTimers: StopTimer[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'timers-'));
    monitor = scheduleMonitor(directory);
  });
  afterEach(async () => {
    for (const stop of stopTimers) stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(binding: Record<string, unknown>) {
    const calls: Invocation[] = [];
    const log: string[] = [];
    const timer: FunctionMetadata = {
      name: 'tick',
      functionId: 'tick',
      bindings: { timer: { type: 'timerTrigger', direction: 'in', ...binding } },
    };
    stopTimers = await startTimers([timer], {
      invoker: {
        async invoke(invocation) {
          calls.push(invocation);
          return { outputData: [] };
        },
      },
      settings: { EVERY_SECOND: '* * * * * *' },
      monitor,
      log: (_, __, message) => log.push(message),
    });
    const timers = () => calls.map(({ inputData: [input] }) => JSON.parse(Object(input?.data).json));
    return { timers, log };
  }

  test('run when their schedule says, again and again', async () => {
    const { timers } = await start({ schedule: '%EVERY_SECOND%' });
    await waitUntil('two timer calls', () => timers().length >= 2);
    expect(timers()[0]).toMatchObject({ IsPastDue: false });
  });

  test('do not run before their time', async () => {
    const { timers } = await start({ schedule: '0 0 0 1 1 *' });
    expect(timers()).toEqual([]);
    expect(await monitor.read('tick')).toMatchObject({ Next: expect.stringMatching(/-01-01T00:00:00/) });
  });

  test('run at the start when they ask for it', async () => {
    const { timers } = await start({ schedule: '0 0 0 1 1 *', runOnStartup: true });
    await waitUntil('one timer call', () => timers().length === 1);
    await waitUntil('the row of the timer', () => monitor.read('tick'));
  });

  test('run at once and say so when their time passed while the host was away', async () => {
    // Prepare
    const before = '2020-01-01T00:00:00.000Z';
    await monitor.write('tick', { Last: before, Next: before, LastUpdated: before });

    // Act
    const { timers } = await start({ schedule: '0 0 0 1 1 *' });

    // Assess
    await waitUntil('one timer call', () => timers().length === 1);
    expect(timers()[0]).toMatchObject({ IsPastDue: true, ScheduleStatus: { Last: before } });
    await waitUntil(
      'the next time in the row',
      async () => Date.parse((await monitor.read('tick'))?.Next ?? '') > Date.now(),
    );
  });

  test('forget the time they missed when they are not monitored', async () => {
    const before = '2020-01-01T00:00:00.000Z';
    await monitor.write('tick', { Last: before, Next: before, LastUpdated: before });
    const { timers } = await start({ schedule: '0 0 0 1 1 *', useMonitor: false });
    expect(timers()).toEqual([]);
  });

  test('say why they cannot start', async () => {
    const { log } = await start({ schedule: '%MISSING%' });
    expect(log).toEqual([expect.stringContaining('MISSING')]);
  });

  test('reach the app with camel-cased members', async () => {
    const fixture = await startFixture({ FIXTURE_SCHEDULE: '* * * * * *' });
    try {
      const record = await waitUntil('the row of the timer', async () =>
        (await fixture.records()).find((entry) => entry['name'] === 'everySecond'),
      );
      expect(record).toMatchObject({ timer: { isPastDue: false, schedule: { adjustForDST: true } } });
      await waitUntil('the call at the start', async () =>
        (await fixture.records()).some((entry) => entry['function'] === 'atStart'),
      );
    } finally {
      await fixture.stop();
    }
  });
});
