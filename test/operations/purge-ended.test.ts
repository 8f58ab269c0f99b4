import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { Rejection } from '../../src/domain/rejection.ts';
import { purgeEnded } from '../../src/operations/purge-ended.ts';
import { keyName } from '../../src/platform/record/keys.ts';
import { aRequest, cancelAsked, START, take } from '../domain/go-lives.ts';
import { fakeTaskHub } from '../functions/fake-task-hub.ts';
import { memoryRecord, memoryTable } from '../platform/record/memory-table.ts';

const DAY_MS = 24 * 3_600_000;
const KEY = keyName('contoso', 'vm', 'build-1');

function ended(id: string): GoLive {
  return take({ ...begin({ ...aRequest(), operationId: id, key: KEY }, START), run: 'run' }, cancelAsked);
}

/** Both stores, some days after the start. */
function aWorld(days: number, ...taskHub: Parameters<typeof fakeTaskHub>) {
  const table = memoryTable();
  const hub = fakeTaskHub(...taskHub);
  const record = memoryRecord(table);
  return { table, record, taskHub: hub, retentionDays: 90, now: START + days * DAY_MS, isLate: () => false };
}

test('forgets all of an operation that ended before the retention time, its key too, and is safe to run twice', async () => {
  const world = aWorld(91);
  const state = ended('op-1');
  await world.record.claimKey(KEY, state.request);
  await world.record.write(state);

  const first = await purgeEnded(world);
  const second = await purgeEnded(world);

  expect(first).toMatchObject({ operations: 1 });
  expect(second).toMatchObject({ operations: 0 });
  expect(world.table.keys('op')).toEqual([]);
  expect(await world.record.findKey(KEY)).toBeUndefined();
});

test('keeps what ended later, and what still runs', async () => {
  const recent = aWorld(89);
  await recent.record.write(ended('op-1'));
  const running = aWorld(91);
  await running.record.write({ ...begin(aRequest(), START), run: 'run' });

  await purgeEnded(recent);
  await purgeEnded(running);

  expect(await recent.record.read('op-1')).toBeDefined();
  expect(await running.record.read('op-1')).toBeDefined();
});

test('keeps an operation whose orchestration still says its last words', async () => {
  const world = aWorld(91, { id: 'op-1', runtimeStatus: 'Running' });
  await world.record.write(ended('op-1'));

  await purgeEnded(world);

  expect(await world.record.read('op-1')).toBeDefined();
});

test('the task hub forgets a day after the end, and never what failed: that is still to be carried on', async () => {
  const at = new Date(START);
  const instance = { createdTime: at, lastUpdatedTime: at };
  const world = aWorld(
    2,
    { ...instance, id: 'completed', runtimeStatus: 'Completed' },
    { ...instance, id: 'failed', runtimeStatus: 'Failed' },
    { ...instance, id: 'running', runtimeStatus: 'Running' },
  );

  expect(await purgeEnded(world)).toMatchObject({ instances: 1 });
  expect([...world.taskHub.all.keys()]).toEqual(['failed', 'running']);
});

test('a key that no operation followed goes after a day', async () => {
  const world = aWorld(2);
  await world.record.claimKey(KEY, ended('never-started').request);

  expect(await purgeEnded(world)).toMatchObject({ keys: 1 });
  expect(await world.record.findKey(KEY)).toBeUndefined();
});

test('forgets rejections after the retention time, all of them, and is safe to run twice', async () => {
  // Prepare
  const world = aWorld(91);
  for (let n = 0; n < 120; n++) await world.record.keepRejection(rejectedOn(n < 119 ? 0 : 2, `rejected-${n}`));

  // Act
  const first = await purgeEnded(world);
  const second = await purgeEnded(world);

  // Assess
  expect([first.rejections, second.rejections]).toEqual([119, 0]);
  expect(world.table.keys('rejected')).toHaveLength(2);
  expect((await world.record.listRejections({ top: 10 })).rejections).toMatchObject([{ id: 'rejected-119' }]);
});

test('a purge of rejections that was interrupted is begun again', async () => {
  // Prepare
  const world = aWorld(91);
  await world.record.keepRejection(rejectedOn(0, 'rejected-1'));
  await world.table.change('rejected', [{ kind: 'delete', rowKey: 'i|rejected-1' }]);

  // Act
  await purgeEnded(world);

  // Assess
  expect(world.table.keys('rejected')).toEqual([]);
});

function rejectedOn(day: number, id: string): Rejection {
  return {
    id,
    queue: 'golive-requests',
    messageId: 'm-1',
    rejectedAt: new Date(START + day * DAY_MS).toISOString(),
    code: 'InvalidRequest',
    detail: '/offerId is missing',
    errors: [{ pointer: '/offerId', detail: 'is missing' }],
    remedy: 'Correct it.',
  };
}
