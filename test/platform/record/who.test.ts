import type { Principal } from '../../../src/domain/actor.ts';
import type { GoLive } from '../../../src/domain/go-live.ts';
import { accepted, aRequest, at, goLive, inspected, signaled } from '../../domain/go-lives.ts';
import { memoryRecord } from './memory-table.ts';

const ANN: Principal = { kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' };

const ended: GoLive = {
  ...goLive(
    aRequest({ requestedBy: ANN }),
    inspected(),
    accepted,
    signaled({ kind: 'cancel', by: ANN, notificationEmails: [] }),
    signaled({ kind: 'look', by: ANN }),
    signaled({ kind: 'deadline', by: ANN, deadlineAt: at(9999) }),
    signaled({ kind: 'end', by: ANN, as: 'Succeeded', reason: 'Ann saw it' }),
  ),
  run: 'run',
};

test('each transition says who brought it about; those that nobody did say nobody', async () => {
  // Prepare
  const record = memoryRecord();

  // Act
  await record.write(ended);
  await record.write(ended);

  // Assess
  const { transitions } = await record.readTransitions('op-1', { top: 20 });
  expect(transitions.map(({ name, by }) => [name, by])).toEqual([
    ['accepted', ANN],
    ['submitted', undefined],
    ['cancel-requested', ANN],
    ['look-requested', ANN],
    ['deadline-changed', ANN],
    ['end-requested', ANN],
    ['succeeded', ANN],
  ]);
});

test('a transition that the record has lost names nobody', async () => {
  // Prepare
  const record = memoryRecord();
  const [last] = ended.outbox.transitions.slice(-1);

  // Act
  await record.write({ ...ended, outbox: { ...ended.outbox, transitions: last ? [last] : [] } });

  // Assess
  const { transitions } = await record.readTransitions('op-1', { top: 20 });
  expect(transitions.map(({ by }) => by)).toEqual([...Array(6).fill(undefined), ANN]);
});

test.each([44, 45, 46, 130, 250])(
  'a record that has lost %i transitions gets each of them again, once',
  async (count) => {
    // Prepare
    const record = memoryRecord();
    const [last] = ended.outbox.transitions.slice(-1);
    const transitions = last ? [{ ...last, sequence: count + 1 }] : [];
    const state = { ...ended, sequence: count + 1, outbox: { ...ended.outbox, transitions } };

    // Act
    const written = await record.write(state);
    const again = await record.write(state);

    // Assess
    const stored = await record.readTransitions('op-1', { top: 300 });
    expect(written).toMatchObject({ kind: 'written', fresh: [{ sequence: count + 1 }] });
    expect(again).toEqual({ kind: 'written', fresh: [] });
    expect(stored.transitions.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: count + 1 }, (_, at) => at + 1),
    );
    expect(await record.read('op-1')).toMatchObject({ sequence: count + 1, ended: true });
  },
);

test('lists name nobody, and say all the same that a success is not confirmed', async () => {
  // Prepare
  const record = memoryRecord();
  const early = signaled({ kind: 'end', by: ANN, as: 'Failed', reason: 'Ann is early' });
  await record.write({ ...goLive(aRequest({ requestedBy: ANN }), inspected(), early, accepted), run: 'run' });
  const before = await record.list({ top: 20 });
  await record.write(ended);

  // Act
  const { operations } = await record.list({ top: 20 });

  // Assess
  expect(JSON.stringify(before)).not.toMatch(/[Aa]nn/);
  expect(operations).toMatchObject([{ id: 'op-1', result: { version: '2', confirmed: false } }]);
  expect(JSON.stringify(operations)).not.toMatch(/[Aa]nn/);
});
