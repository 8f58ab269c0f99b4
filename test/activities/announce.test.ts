import type { CloudEvent } from '@azure/eventgrid';
import { announce } from '../../src/activities/announce.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { Transition } from '../../src/domain/transition.ts';
import type { PublishOutcome } from '../../src/platform/event-grid.ts';
import { accepted, aRequest, aStep, cancelAsked, goLive, inspected, observed, take } from '../domain/go-lives.ts';
import { memoryRecord, memoryTable } from '../platform/record/memory-table.ts';

const AWAY: PublishOutcome = { kind: 'unavailable', message: 'away', retryAfterSeconds: 7 };
const named = (state: GoLive): GoLive => ({ ...state, run: 'run-1' });
const submitted = () => named(goLive(aRequest(), inspected(), accepted));

/** Event Grid, the record, and what was reported to telemetry. */
function aWorld(publishOne: (event: CloudEvent<unknown>) => PublishOutcome = () => ({ kind: 'published' })) {
  const table = memoryTable();
  const taken: CloudEvent<unknown>[] = [];
  const told: number[] = [];
  const refused: number[] = [];
  const lasting: string[] = [];
  const ports = {
    record: memoryRecord(table),
    publish: async (events: CloudEvent<unknown>[]): Promise<PublishOutcome> => {
      const obstacle = events.map(publishOne).find(({ kind }) => kind !== 'published');
      if (obstacle) return obstacle;
      taken.push(...events);
      return { kind: 'published' };
    },
    tell: ({ sequence }: Transition) => void told.push(sequence),
    tellDelay: () => {},
    tellLasting: ({ attention }: GoLive) => void lasting.push(attention?.code ?? 'none'),
    tellRefused: ({ sequence }: Transition) => void refused.push(sequence),
  };
  const announced = (checkpoint: GoLive, traceparent?: string) =>
    announce({ kind: 'announce', checkpoint, ...(traceparent !== undefined && { traceparent }) }, ports);
  return { table, taken, told, refused, lasting, ports, announced };
}

test('makes each transition a CloudEvent', async () => {
  const world = aWorld();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  await world.announced(submitted(), traceparent);

  expect(world.taken[0]).toMatchObject({
    id: 'op-1.1',
    type: 'dev.golive.operation.accepted.v1',
    source: '/publishers/contoso/offers/vm',
    subject: 'operations/op-1',
    extensionAttributes: { sequence: 1, traceparent },
    data: { id: 'op-1', sequence: 1 },
  });
});

test('run twice, as after a crash, it writes once, sends the same events under the same ids, and tells telemetry once', async () => {
  const world = aWorld();

  const outcomes = [await world.announced(submitted()), await world.announced(submitted())];

  expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'announced', written: 2, published: 2 })));
  expect(world.taken.map(({ id }) => id)).toEqual(['op-1.1', 'op-1.2', 'op-1.1', 'op-1.2']);
  expect(world.taken.slice(2)).toEqual(world.taken.slice(0, 2));
  expect(world.told).toEqual([1, 2]);
});

test('writes while Event Grid is away, and publishes from the record afterwards, in order', async () => {
  let isAway = true;
  const world = aWorld(() => (isAway ? AWAY : { kind: 'published' }));

  const delayed = await world.announced(submitted());
  isAway = false;
  const state = submitted();
  const announced = await world.announced({ ...state, outbox: { ...state.outbox, transitions: [] } });

  expect(delayed).toEqual({ kind: 'delayed', written: 2, published: 0, message: 'away', retryAfterSeconds: 7 });
  expect(announced).toEqual({ kind: 'announced', written: 2, published: 2 });
  expect(world.taken.map(({ id }) => id)).toEqual(['op-1.1', 'op-1.2']);
});

test('what the record does not know is told to nobody', async () => {
  const world = aWorld();
  world.table.away(true);

  const outcome = await world.announced(submitted());

  expect(outcome).toMatchObject({ kind: 'delayed', written: 0, published: 0 });
  expect([world.taken, world.told]).toEqual([[], []]);
});

test('says nothing for an operation that another run has taken over', async () => {
  const world = aWorld();
  await world.announced({ ...submitted(), run: 'run-2' });
  world.taken.length = 0;

  expect(await world.announced(submitted())).toEqual({ kind: 'taken-over' });
  expect(world.taken).toEqual([]);
});

test('an operation stays among the active ones until its last event is sent', async () => {
  let isAway = true;
  const world = aWorld(() => (isAway ? AWAY : { kind: 'published' }));
  const ended = named(take(goLive(aRequest()), cancelAsked));

  await world.announced(ended);
  const before = world.table.keys('op').filter((key) => key.startsWith('a|'));
  isAway = false;
  await world.announced(ended);
  const after = world.table.keys('op').filter((key) => key.startsWith('a|'));

  expect([before, after]).toEqual([['a|op-1'], []]);
});

test('a record that is an older copy of itself gets what it lacks: no number is missing', async () => {
  const world = aWorld();
  const state = submitted();

  const outcome = await world.announced({ ...state, outbox: { ...state.outbox, transitions: [] } });

  expect(outcome).toEqual({ kind: 'announced', written: 2, published: 2 });
  expect(world.taken.map(({ id }) => id)).toEqual(['op-1.1', 'op-1.2']);
});

describe('what has needed attention for a day', () => {
  const blocked = named(
    take(goLive(aRequest(), inspected(), accepted), observed({ steps: [aStep({ status: 'blocked' })] })),
  );
  const dayLater: GoLive = { ...blocked, now: blocked.now + 24 * 3600 * 1000 };

  test('operators are reminded of it, not subscribers; run twice it is a reminder twice', async () => {
    const world = aWorld();
    await world.announced(blocked);
    const told = { ...dayLater, outbox: { ...dayLater.outbox, transitions: [], published: dayLater.sequence } };
    const events = world.taken.length;

    const outcomes = [await world.announced(told), await world.announced(told)];

    expect(outcomes).toEqual([1, 2].map(() => ({ kind: 'announced', written: 4, published: 4 })));
    expect(world.lasting).toEqual(['PersonNeeded', 'PersonNeeded']);
    expect(world.taken).toHaveLength(events);
  });

  test('they are reminded while the record is away, and not before the day is over', async () => {
    const world = aWorld();
    await world.announced(blocked);
    world.table.away(true);

    expect(world.lasting).toEqual([]);
    expect(await world.announced(dayLater)).toMatchObject({ kind: 'delayed' });
    expect(world.lasting).toEqual(['PersonNeeded']);
  });

  test('a run that was taken over reminds nobody', async () => {
    const world = aWorld();
    await world.announced({ ...blocked, run: 'run-2' });

    expect(await world.announced(dayLater)).toEqual({ kind: 'taken-over' });
    expect(world.lasting).toEqual([]);
  });
});

describe('an event that Event Grid refuses', () => {
  const refusing =
    (id: string) =>
    (event: CloudEvent<unknown>): PublishOutcome =>
      event.id === id ? { kind: 'rejected', message: 'refused' } : { kind: 'published' };
  const failedBefore = (consecutiveFailures: number): GoLive => ({
    ...submitted(),
    outbox: { ...submitted().outbox, consecutiveFailures },
  });

  test('lets those before it go out, and keeps the order', async () => {
    const world = aWorld(refusing('op-1.2'));

    expect(await world.announced(submitted())).toEqual({ kind: 'announced', written: 2, published: 1 });
    expect(world.taken.map(({ id }) => id)).toEqual(['op-1.1']);
  });

  test('holds the later ones back while it is tried again', async () => {
    const world = aWorld(refusing('op-1.1'));

    expect(await world.announced(failedBefore(7))).toMatchObject({ kind: 'delayed', published: 0 });
    expect(world.refused).toEqual([]);
  });

  test('is given up after eight tries, told as such, and the later ones go out', async () => {
    const world = aWorld(refusing('op-1.1'));

    expect(await world.announced(failedBefore(8))).toEqual({ kind: 'announced', written: 2, published: 2 });
    expect(world.refused).toEqual([1]);
    expect(world.taken.map(({ id }) => id)).toEqual(['op-1.2']);
  });

  test('is not given up while Event Grid is only away', async () => {
    expect(await aWorld(() => AWAY).announced(failedBefore(99))).toMatchObject({ kind: 'delayed' });
  });
});
