import type { CloudEvent } from '@azure/eventgrid';
import { announce } from '../../src/activities/announce.ts';
import { announceRejection } from '../../src/activities/announce-rejection.ts';
import type { CommandOf } from '../../src/domain/command.ts';
import type { Rejection } from '../../src/domain/rejection.ts';
import type { Transition } from '../../src/domain/transition.ts';
import type { PublishOutcome } from '../../src/platform/event-grid.ts';
import { accepted, aRequest, goLive, inspected } from '../domain/go-lives.ts';

describe('run twice, as after a crash', () => {
  test('an announcement sends the same events under the same ids', async () => {
    // Prepare
    const topic = aTopic();

    // Act
    const first = await announce(anAnnouncement(), {
      publish: topic.publish,
      record: () => {},
      tellDelay: () => {},
      tellRefused: () => {},
    });
    const second = await announce(anAnnouncement(), {
      publish: topic.publish,
      record: () => {},
      tellDelay: () => {},
      tellRefused: () => {},
    });

    // Assess
    expect([first, second]).toEqual([
      { kind: 'announced', through: 2 },
      { kind: 'announced', through: 2 },
    ]);
    expect(topic.taken.map(({ id }) => id)).toEqual(['op-1.1', 'op-1.2', 'op-1.1', 'op-1.2']);
    expect(topic.taken.slice(2)).toEqual(topic.taken.slice(0, 2));
  });

  test('the announcement of a rejection is the same event', async () => {
    // Prepare
    const topic = aTopic();

    // Act
    await announceRejection(REJECTION, topic);
    await announceRejection(REJECTION, topic);

    // Assess
    expect(topic.taken[1]).toEqual(topic.taken[0]);
    expect(topic.taken[0]).toMatchObject({ id: 'rejected-1', source: '/queues/q', subject: 'messages/a%2Fb%EF%BF%BD' });
  });
});

describe('announce', () => {
  test('makes each transition a CloudEvent', async () => {
    // Prepare
    const topic = aTopic();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    // Act
    await announce(
      { ...anAnnouncement(), traceparent },
      { publish: topic.publish, record: () => {}, tellDelay: () => {}, tellRefused: () => {} },
    );

    // Assess
    expect(topic.taken[0]).toMatchObject({
      id: 'op-1.1',
      type: 'dev.golive.operation.accepted.v1',
      source: '/publishers/contoso/offers/vm',
      subject: 'operations/op-1',
      extensionAttributes: { sequence: 1, traceparent },
      data: { id: 'op-1', sequence: 1 },
    });
  });

  test('tells telemetry of what was not tried before', async () => {
    // Prepare
    const recorded: Transition[] = [];
    const record = (transition: Transition) => recorded.push(transition);

    // Act
    await announce(
      { ...anAnnouncement(), recordAfter: 1 },
      { publish: aTopic().publish, record, tellDelay: () => {}, tellRefused: () => {} },
    );

    // Assess
    expect(recorded.map(({ sequence }) => sequence)).toEqual([2]);
  });

  test('is delayed while Event Grid is away', async () => {
    // Prepare
    const publish = async (): Promise<PublishOutcome> => ({
      kind: 'unavailable',
      message: 'away',
      retryAfterSeconds: 7,
    });

    // Act
    const outcome = await announce(anAnnouncement(), {
      publish,
      record: () => {},
      tellDelay: () => {},
      tellRefused: () => {},
    });

    // Assess
    expect(outcome).toEqual({ kind: 'delayed', message: 'away', retryAfterSeconds: 7 });
  });

  test('sends what comes before a refused event, and keeps the order', async () => {
    // Prepare
    const topic = aTopic((events) => events.some(({ id }) => id === 'op-1.2'));

    // Act
    const outcome = await announce(anAnnouncement(), {
      publish: topic.publish,
      record: () => {},
      tellDelay: () => {},
      tellRefused: () => {},
    });

    // Assess
    expect(outcome).toEqual({ kind: 'announced', through: 1 });
    expect(topic.taken.map(({ id }) => id)).toEqual(['op-1.1']);
  });
});

describe('an event that Event Grid refuses for good', () => {
  const refusesTheFirst = () => aTopic((events) => events.some(({ id }) => id === 'op-1.1'));
  const announceAfter = async (failures: number, topic: ReturnType<typeof aTopic>) => {
    const refused: number[] = [];
    const tellRefused = ({ sequence }: Transition) => refused.push(sequence);
    const ports = { publish: topic.publish, record: () => {}, tellDelay: () => {}, tellRefused };
    return { outcome: await announce({ ...anAnnouncement(), failures }, ports), refused };
  };

  test('holds the later ones back while it is tried again', async () => {
    const { outcome, refused } = await announceAfter(7, refusesTheFirst());

    expect(outcome).toMatchObject({ kind: 'delayed' });
    expect(refused).toEqual([]);
  });

  test('is given up after eight tries, told as such, and the later ones go out', async () => {
    const topic = refusesTheFirst();

    const { outcome, refused } = await announceAfter(8, topic);

    expect(outcome).toEqual({ kind: 'announced', through: 2 });
    expect(refused).toEqual([1]);
    expect(topic.taken.map(({ id }) => id)).toEqual(['op-1.2']);
  });

  test('is not given up while Event Grid is only away', async () => {
    const publish = async (): Promise<PublishOutcome> => ({ kind: 'unavailable', message: 'away' });
    const ports = { publish, record: () => {}, tellDelay: () => {}, tellRefused: () => {} };

    expect(await announce({ ...anAnnouncement(), failures: 99 }, ports)).toMatchObject({ kind: 'delayed' });
  });
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

function anAnnouncement(): CommandOf<'announce'> {
  const { outbox } = goLive(aRequest(), inspected(), accepted);
  return { kind: 'announce', transitions: outbox.transitions.slice(0, 2), recordAfter: 0 };
}

function aTopic(refuses: (events: CloudEvent<unknown>[]) => boolean = () => false) {
  const taken: CloudEvent<unknown>[] = [];
  const publish = async (events: CloudEvent<unknown>[]): Promise<PublishOutcome> => {
    if (refuses(events)) return { kind: 'rejected', message: 'refused' };
    taken.push(...events);
    return { kind: 'published' };
  };
  return { publish, taken };
}
