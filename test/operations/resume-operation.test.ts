import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { asWritten } from '../../src/domain/outbox.ts';
import { resumeOperation } from '../../src/operations/resume-operation.ts';
import { accepted, aRequest, goLive, inspected, START } from '../domain/go-lives.ts';
import { fakeTaskHub } from '../functions/fake-task-hub.ts';
import { memoryRecord } from '../platform/record/memory-table.ts';

const MINUTE_MS = 60_000;
const submitted = (): GoLive => ({ ...goLive(aRequest(), inspected(), accepted), run: 'first' });

/**
 * An operation without a running orchestration: it has the given status in the hub or, without one, is unknown there.
 */
async function aWorld(runtimeStatus: string | undefined, state: GoLive = submitted()) {
  const taskHub = fakeTaskHub(...(runtimeStatus === undefined ? [] : [{ id: 'op-1', runtimeStatus }]));
  const record = memoryRecord();
  await record.write(state);
  let now = START + MINUTE_MS;
  return {
    taskHub,
    record,
    later: (minutes: number) => {
      now += minutes * MINUTE_MS;
    },
    fail: () => taskHub.change('op-1', { runtimeStatus: 'Failed', customStatus: null }),
    resume: () => resumeOperation('op-1', { taskHub, record, now }),
    input: () => taskHub.all.get('op-1')?.input as GoLive,
  };
}

test.each(['Failed', 'Completed', undefined])(
  'goes on from the checkpoint when the hub says %s',
  async (runtimeStatus) => {
    const world = await aWorld(runtimeStatus);

    expect(await world.resume()).toBe('resumed');
    expect(world.input()).toMatchObject({ stage: { phase: 'publishing' }, sequence: 2 });
    expect(world.input().run).not.toBe('first');
    expect(world.input().run).toBe((await world.record.read('op-1'))?.run);
  },
);

test('leaves a running orchestration alone', async () => {
  const world = await aWorld('Running');

  expect(await world.resume()).toBe('nothing-to-do');
  expect((await world.record.read('op-1'))?.run).toBe('first');
});

test('the older run writes nothing and takes no ticket from then on', async () => {
  const world = await aWorld('Failed');
  await world.resume();

  expect(await world.record.write(submitted())).toEqual({ kind: 'taken-over' });
  expect(await world.record.takeTicket(submitted(), 1, START)).toEqual({ kind: 'closed' });
});

test('of two that resume at once one takes over', async () => {
  const world = await aWorld('Failed');

  const outcomes = await Promise.all([world.resume(), world.resume()]);

  expect(outcomes.toSorted()).toEqual(['nothing-to-do', 'resumed']);
});

test('a wish that came meanwhile is taken in', async () => {
  const world = await aWorld('Failed', { ...begin(aRequest(), START), run: 'first' });
  await world.record.keepWish('op-1', { kind: 'cancel', notificationEmails: [] }, START);

  await world.resume();

  expect(world.input()).toMatchObject({ cancellation: { state: 'canceled' }, stage: { phase: 'ended' } });
});

test('is tried at 0, 1, 2, 4, 8 and 16 minutes, and then ends with its last event and what it may have submitted', async () => {
  const world = await aWorld('Failed');
  const resumed: number[] = [];
  for (let minute = 0; minute <= 64; minute++) {
    const outcome = await world.resume();
    if (outcome === 'resumed') {
      resumed.push(minute);
      world.fail();
    }
    if ((await world.record.read('op-1'))?.ended) break;
    world.later(1);
  }

  expect(resumed).toEqual([0, 1, 3, 7, 15, 31, 32]);
  expect((await world.record.read('op-1'))?.operation).toMatchObject({
    status: 'Failed',
    error: { code: 'InternalError' },
  });
});

test.each([
  ['before the submission', { ...begin(aRequest(), START), run: 'first' }, { status: 'Canceled' }],
  ['after it', submitted(), { status: 'Failed', error: { code: 'Terminated' } }],
])('terminated %s it is started only to say goodbye', async (_when, state, end) => {
  const world = await aWorld('Terminated', state);

  expect(await world.resume()).toBe('resumed');
  expect((await world.record.read('op-1'))?.operation).toMatchObject(end);
  expect(world.input().stage.phase).toBe('ended');
});

test('what has ended and has not said so is started to say it; what has, is closed', async () => {
  const ended = {
    ...goLive(aRequest(), { kind: 'signaled', signal: { kind: 'cancel', notificationEmails: [] } }),
    run: 'first',
  };
  const lost = await aWorld(undefined, ended);
  const done = await aWorld('Completed', ended);
  done.taskHub.change('op-1', { customStatus: (await done.record.read('op-1'))?.operation });

  expect(await lost.resume()).toBe('resumed');
  expect(await done.resume()).toBe('nothing-to-do');
  expect(asWritten(ended).outbox.transitions).toEqual([]);
});

test('what was told to its end is left alone when its orchestration fails afterwards, and keeps no checkpoint', async () => {
  const ended = {
    ...goLive(aRequest(), { kind: 'signaled', signal: { kind: 'cancel', notificationEmails: [] } }),
    run: 'first',
  };
  const world = await aWorld('Failed', ended);
  await world.record.closeActive('op-1');
  await world.record.closeActive('op-1');

  expect(await world.record.readCheckpoint('op-1')).toBeUndefined();
  expect(await world.resume()).toBe('nothing-to-do');
  expect((await world.record.read('op-1'))?.run).toBe('first');
});
