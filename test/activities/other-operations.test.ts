import { findOperation } from '../../src/activities/find-operation.ts';
import { signalOperation } from '../../src/activities/signal-operation.ts';
import type { Signal } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { accepted, aLiveOffer, aRequest, at, goLive, inspected } from '../domain/go-lives.ts';
import { fakeTaskHub } from '../functions/fake-task-hub.ts';
import { memoryRecord } from '../platform/record/memory-table.ts';

// What an operation that waits in its lane learns of another one, and sends to it.

const FIND = { kind: 'find-operation', operationId: 'op-1' } as const;
const following = (): GoLive => ({ ...goLive(aRequest(), inspected(), accepted), run: 'first' });
const over = (): GoLive => ({ ...goLive(aRequest(), inspected(aLiveOffer())), run: 'first' });

/** A holder as hub and record have it. */
async function aHolder({ hub, record: state, now = at(3600) }: { hub?: string; record?: GoLive; now?: number }) {
  const taskHub = fakeTaskHub(...(hub === undefined ? [] : [{ id: 'op-1', runtimeStatus: hub }]));
  const record = memoryRecord();
  if (state) await record.write(state);
  const resumed: string[] = [];
  return { taskHub, record, now, event: 'signal', resume: async (id: string) => resumed.push(id), resumed };
}

test.each<[string, Parameters<typeof aHolder>[0], 'alive' | 'gone', string[]]>([
  ['runs', { hub: 'Running', record: following() }, 'alive', []],
  ['is suspended', { hub: 'Suspended', record: following() }, 'alive', []],
  ['has ended', { hub: 'Completed', record: over() }, 'gone', []],
  ['has ended, and the hub forgot it', { record: over() }, 'gone', []],
  ['was terminated, and goes on', { hub: 'Terminated', record: following() }, 'alive', ['op-1']],
  ['is lost from the hub, and goes on', { record: following() }, 'alive', ['op-1']],
  ['was never accepted', {}, 'gone', []],
])('a holder that %s', async (_, known, kind, resumed) => {
  const world = await aHolder(known);

  expect(await findOperation(FIND, world)).toEqual({ kind });
  expect(world.resumed).toEqual(resumed);
});

test('asked twice, the answer is the same, and resuming is asked for as often: that is safe to do', async () => {
  const world = await aHolder({ hub: 'Failed', record: following() });

  const answers = [await findOperation(FIND, world), await findOperation(FIND, world)];

  expect(answers).toEqual([{ kind: 'alive' }, { kind: 'alive' }]);
  expect(world.resumed).toEqual(['op-1', 'op-1']);
});

test('a cancel for a newer operation is one wish, however often it is sent', async () => {
  // Prepare
  const world = await aHolder({ hub: 'Running', record: following() });
  const signal: Signal = { kind: 'cancel', notificationEmails: [], supersededBy: 'op-2' };
  const command = { kind: 'signal-operation', operationId: 'op-1', signal } as const;

  // Act
  const answers = [await signalOperation(command, world), await signalOperation(command, world)];

  // Assess
  const wish = { ...signal, wish: expect.any(String) };
  expect(answers).toEqual([{ kind: 'raised' }, { kind: 'raised' }]);
  expect(await world.record.readWishes('op-1')).toEqual([wish]);
  expect(world.taskHub.raised.map(({ data }) => data)).toEqual([wish, wish]);
  expect(new Set(world.taskHub.raised.map(({ data }) => (data as { wish: string }).wish)).size).toBe(1);
});

test('word that the lane is free is no wish: whoever waits looks again anyway', async () => {
  const world = await aHolder({ hub: 'Running', record: following() });

  await signalOperation({ kind: 'signal-operation', operationId: 'op-1', signal: { kind: 'lane-free' } }, world);

  expect(await world.record.readWishes('op-1')).toEqual([]);
  expect(world.taskHub.raised).toEqual([{ id: 'op-1', event: 'signal', data: { kind: 'lane-free' } }]);
});

test('one that is gone needs no signal', async () => {
  const world = await aHolder({});

  const command = { kind: 'signal-operation', operationId: 'op-1', signal: { kind: 'lane-free' } } as const;

  expect(await signalOperation(command, world)).toEqual({ kind: 'raised' });
});
