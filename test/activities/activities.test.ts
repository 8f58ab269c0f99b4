import type { CloudEvent } from '@azure/eventgrid';
import { announce } from '../../src/activities/announce.ts';
import { announceRejection } from '../../src/activities/announce-rejection.ts';
import { cancel } from '../../src/activities/cancel.ts';
import { inspect } from '../../src/activities/inspect.ts';
import { observe } from '../../src/activities/observe.ts';
import { submit } from '../../src/activities/submit.ts';
import type { CommandOf } from '../../src/domain/command.ts';
import type { Rejection } from '../../src/domain/rejection.ts';
import type { Transition } from '../../src/domain/transition.ts';
import type { Marketplace } from '../../src/marketplace/port.ts';
import type { PublishOutcome } from '../../src/platform/event-grid.ts';
import { accepted, anOffer, anOperation, aRequest, goLive, inspected } from '../domain/go-lives.ts';
import { brokenInstances, fakeInstances } from '../functions/fake-instances.ts';

const OFFER = { publisherId: 'contoso', offerId: 'vm' };

/** A marketplace that counts what it is asked. */
function aMarketplace() {
  const calls: string[] = [];
  const note = <T>(call: string, answer: T): Promise<T> => {
    calls.push(call);
    return Promise.resolve(answer);
  };
  const marketplace = (publisherId: string): Marketplace => ({
    inspect: (offerId) => note(`inspect ${publisherId}/${offerId}`, { kind: 'inspected', offer: anOffer() }),
    submit: (offerId, { version }) =>
      note(`submit ${publisherId}/${offerId} ${version}`, { kind: 'accepted', operationId: 'ours', ref: '/ours' }),
    observe: (offerId, ref) => note(`observe ${offerId} ${ref}`, { kind: 'observed', operation: anOperation() }),
    cancel: (offerId, ref, { notificationEmails }) =>
      note(`cancel ${offerId} ${ref} ${notificationEmails}`, { kind: 'canceling' }),
  });
  return { marketplace, calls };
}

function aSubmit(attempt = 1): CommandOf<'submit'> {
  const intent = { attempt, version: '2', seen: [], statusBefore: 'succeeded', intendedAt: 0 } as const;
  return { kind: 'submit', operationId: 'op-1', ...OFFER, intent };
}

/** There is nothing to get for a marketplace that only counts. */
const prepare = () => Promise.resolve();

test('a submission gets what takes time before its ticket, so that a crash in between is unlikely', async () => {
  // Prepare
  const { marketplace, calls } = aMarketplace();
  const instances = fakeInstances();
  const order: string[] = [];
  const ports = {
    marketplace,
    prepare: async (publisherId: string) => {
      order.push(`${publisherId} is prepared`, `ticket: ${(await instances.find('op-1-post-1')) !== undefined}`);
    },
    instances,
    ticketOrchestrator: 'submissionTicket',
  };

  // Act
  await submit(aSubmit(), ports);

  // Assess
  expect(order).toEqual(['contoso is prepared', 'ticket: false']);
  expect(calls).toEqual(['submit contoso/vm 2']);
});

describe('run twice, as after a crash', () => {
  test('a submission is posted once; the second run says that the outcome is unknown', async () => {
    // Prepare
    const { marketplace, calls } = aMarketplace();
    const ports = { marketplace, prepare, instances: fakeInstances(), ticketOrchestrator: 'submissionTicket' };

    // Act
    const first = await submit(aSubmit(), ports);
    const second = await submit(aSubmit(), ports);

    // Assess
    expect(first.kind).toBe('accepted');
    expect(second.kind).toBe('unknown');
    expect(calls).toEqual(['submit contoso/vm 2']);
  });

  test('a submission at the same moment is posted once', async () => {
    // Prepare
    const { marketplace, calls } = aMarketplace();
    const ports = { marketplace, prepare, instances: fakeInstances(), ticketOrchestrator: 'submissionTicket' };

    // Act
    const outcomes = await Promise.all([submit(aSubmit(), ports), submit(aSubmit(), ports)]);

    // Assess
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['accepted', 'unknown']);
    expect(calls).toHaveLength(1);
  });

  test('a submission whose ticket has ended long ago is not posted again', async () => {
    // Prepare
    const { marketplace, calls } = aMarketplace();
    const instances = fakeInstances({
      id: 'op-1-post-1',
      orchestrator: 'submissionTicket',
      runtimeStatus: 'Completed',
    });

    // Act
    const outcome = await submit(aSubmit(), {
      marketplace,
      prepare,
      instances,
      ticketOrchestrator: 'submissionTicket',
    });

    // Assess
    expect(outcome.kind).toBe('unknown');
    expect(calls).toEqual([]);
  });

  test('the next submission of an operation has a ticket of its own', async () => {
    // Prepare
    const { marketplace, calls } = aMarketplace();
    const ports = { marketplace, prepare, instances: fakeInstances(), ticketOrchestrator: 'submissionTicket' };

    // Act
    await submit(aSubmit(1), ports);
    await submit(aSubmit(2), ports);

    // Assess
    expect(calls).toHaveLength(2);
  });

  test('nothing is posted when no ticket can be had', async () => {
    // Prepare
    const { marketplace, calls } = aMarketplace();
    const ports = { marketplace, prepare, instances: brokenInstances(), ticketOrchestrator: 'submissionTicket' };

    // Act
    const submission = submit(aSubmit(), ports);

    // Assess
    await expect(submission).rejects.toThrow('the task hub is away');
    expect(calls).toEqual([]);
  });

  test('looks and cancels ask the marketplace the same again', async () => {
    // Prepare
    const { marketplace, calls } = aMarketplace();
    const ports = { marketplace };
    const act = async () => [
      await inspect({ kind: 'inspect', ...OFFER }, ports),
      await observe({ kind: 'observe', ...OFFER, ref: '/ours' }, ports),
      await cancel({ kind: 'cancel', ...OFFER, ref: '/ours', notificationEmails: ['a@contoso.com'] }, ports),
    ];

    // Act
    const [first, second] = [await act(), await act()];

    // Assess
    expect(second).toEqual(first);
    expect(calls.slice(0, 3)).toEqual(['inspect contoso/vm', 'observe vm /ours', 'cancel vm /ours a@contoso.com']);
    expect(calls.slice(3)).toEqual(calls.slice(0, 3));
  });

  test('an announcement sends the same events under the same ids', async () => {
    // Prepare
    const topic = aTopic();

    // Act
    const first = await announce(anAnnouncement(), { publish: topic.publish, record: () => {}, recordDelay: () => {} });
    const second = await announce(anAnnouncement(), {
      publish: topic.publish,
      record: () => {},
      recordDelay: () => {},
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
      { publish: topic.publish, record: () => {}, recordDelay: () => {} },
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
      { publish: aTopic().publish, record, recordDelay: () => {} },
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
    const outcome = await announce(anAnnouncement(), { publish, record: () => {}, recordDelay: () => {} });

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
      recordDelay: () => {},
    });

    // Assess
    expect(outcome).toEqual({ kind: 'announced', through: 1 });
    expect(topic.taken.map(({ id }) => id)).toEqual(['op-1.1']);
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
