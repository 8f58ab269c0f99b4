import type { CloudEvent } from '@azure/eventgrid';
import { announceRejection } from '../../src/activities/announce-rejection.ts';
import type { Rejection } from '../../src/domain/rejection.ts';
import type { PublishOutcome } from '../../src/platform/event-grid.ts';

test('run twice it is the same event', async () => {
  // Prepare
  const topic = aTopic();

  // Act
  await announceRejection(REJECTION, topic);
  await announceRejection(REJECTION, topic);

  // Assess
  expect(topic.taken[1]).toEqual(topic.taken[0]);
  expect(topic.taken[0]).toMatchObject({ id: 'rejected-1', source: '/queues/q', subject: 'messages/a%2Fb%EF%BF%BD' });
});

test('the announcement of a rejection is tried again while Event Grid is away', async () => {
  // Act
  const announced = announceRejection(
    REJECTION,
    aTopic(() => true),
  );

  // Assess
  await expect(announced).rejects.toThrow('refused');
});

const REJECTION: Rejection = {
  id: 'rejected-1',
  queue: 'q',
  // Half a character cannot be part of a URI.
  messageId: 'a/b\ud800',
  rejectedAt: '2026-01-05T09:00:00.000Z',
  code: 'InvalidRequest',
  detail: 'the body must be an object',
  errors: [{ pointer: '', detail: 'must be an object' }],
};

function aTopic(refuses: (events: CloudEvent<unknown>[]) => boolean = () => false) {
  const taken: CloudEvent<unknown>[] = [];
  const publish = async (events: CloudEvent<unknown>[]): Promise<PublishOutcome> => {
    if (refuses(events)) return { kind: 'rejected', message: 'refused' };
    taken.push(...events);
    return { kind: 'published' };
  };
  return { publish, taken };
}
