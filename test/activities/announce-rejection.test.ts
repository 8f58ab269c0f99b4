import type { CloudEvent } from '@azure/eventgrid';
import { announceRejection } from '../../src/activities/announce-rejection.ts';
import type { Rejection } from '../../src/domain/rejection.ts';
import type { PublishOutcome } from '../../src/platform/event-grid.ts';
import { memoryRecord, memoryTable } from '../platform/record/memory-table.ts';

const REJECTION: Rejection = {
  id: 'rejected-1',
  queue: 'q',
  // A lone surrogate can be part of neither a URI nor a column.
  messageId: 'a/b\ud800',
  rejectedAt: '2026-01-05T09:00:00.000Z',
  code: 'InvalidRequest',
  detail: 'the body must be an object',
  errors: [{ pointer: '', detail: 'must be an object' }],
  remedy: 'Correct it.',
};

test('run twice, also by a delivery that came later, it is one row, one telling and the same event', async () => {
  // Prepare
  const world = aWorld();

  // Act
  await announceRejection(REJECTION, world);
  await announceRejection({ ...REJECTION, rejectedAt: '2026-01-05T09:00:07.000Z' }, world);

  // Assess
  const { rejections } = await world.record.listRejections({ top: 10 });
  expect(rejections).toEqual([REJECTION]);
  expect(world.told).toEqual([REJECTION]);
  expect(world.taken[1]).toEqual(world.taken[0]);
  expect(world.taken[0]).toMatchObject({
    id: 'rejected-1',
    source: '/queues/q',
    subject: 'messages/a%2Fb%EF%BF%BD',
    time: new Date(REJECTION.rejectedAt),
    data: { remedy: 'Correct it.' },
  });
});

test('while Event Grid is away the rejection is on record and told once, and its announcement is tried again', async () => {
  // Prepare
  const world = aWorld(() => true);

  // Act
  const tries = [announceRejection(REJECTION, world), announceRejection(REJECTION, world)];

  // Assess
  for (const one of tries) await expect(one).rejects.toThrow('refused');
  expect((await world.record.listRejections({ top: 10 })).rejections).toHaveLength(1);
  expect(world.told).toHaveLength(1);
});

test('while the record is away nothing is announced that nobody could look up', async () => {
  // Prepare
  const world = aWorld();
  world.table.away(true);

  // Act
  const announced = announceRejection(REJECTION, world);

  // Assess
  await expect(announced).rejects.toThrow('could not be used');
  expect(world.told).toEqual([]);
  expect(world.taken).toEqual([]);
});

function aWorld(refuses: (events: CloudEvent<unknown>[]) => boolean = () => false) {
  const table = memoryTable();
  const taken: CloudEvent<unknown>[] = [];
  const told: Rejection[] = [];
  const publish = async (events: CloudEvent<unknown>[]): Promise<PublishOutcome> => {
    if (refuses(events)) return { kind: 'rejected', message: 'refused' };
    taken.push(...events);
    return { kind: 'published' };
  };
  return {
    table,
    record: memoryRecord(table),
    tell: (rejection: Rejection) => told.push(rejection),
    told,
    publish,
    taken,
  };
}
