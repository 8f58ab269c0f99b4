import { type CloudEvent, EventGridPublisherClient } from '@azure/eventgrid';
import { publishWith } from '../../src/platform/event-grid.ts';
import { type Canned, ourIdentity, stubHttp } from './stub-http.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function event(sequence: number, bytes = 10): CloudEvent<unknown> {
  return {
    type: 'dev.golive.operation.accepted.v1',
    source: '/publishers/contoso/offers/vm',
    subject: 'operations/1',
    id: `1.${sequence}`,
    time: new Date('2026-11-24T12:00:00Z'),
    data: { sequence, filling: 'x'.repeat(bytes) },
    extensionAttributes: { sequence, traceparent: TRACE },
  };
}

function topicThat(answer: (request: number) => Canned) {
  let count = 0;
  const httpClient = stubHttp(() => answer(++count));
  const topic = new EventGridPublisherClient(
    'https://contoso.eventgrid.azure.net/api/events',
    'CloudEvent',
    ourIdentity,
    { httpClient, retryOptions: { maxRetries: 0 } },
  );
  return { topic, bodies: () => httpClient.requests.map(({ body }) => JSON.parse(String(body))) };
}

test('publishes CloudEvents with their extension attributes', async () => {
  // Prepare
  const { topic, bodies } = topicThat(() => ({ status: 200 }));

  // Act
  const outcome = await publishWith(topic, [event(1), event(2)]);

  // Assess
  expect(outcome).toEqual({ kind: 'published' });
  expect(bodies()).toHaveLength(1);
  expect(bodies()[0][0]).toMatchObject({
    specversion: '1.0',
    id: '1.1',
    time: '2026-11-24T12:00:00.000Z',
    sequence: 1,
    traceparent: TRACE,
    data: { sequence: 1 },
  });
});

test('splits what is too large for one request, in order, and stops where one is not taken', async () => {
  // Prepare
  const events = [1, 2, 3, 4, 5].map((sequence) => event(sequence, 400_000));
  const all = topicThat(() => ({ status: 200 }));
  const halting = topicThat((request) => ({ status: request === 2 ? 503 : 200 }));

  // Act
  const outcomes = [await publishWith(all.topic, events), await publishWith(halting.topic, events)];

  // Assess
  expect(outcomes).toMatchObject([{ kind: 'published' }, { kind: 'unavailable' }]);
  const sequences = (bodies: { sequence: number }[][]) => bodies.map((body) => body.map(({ sequence }) => sequence));
  expect(sequences(all.bodies())).toEqual([[1, 2], [3, 4], [5]]);
  expect(sequences(halting.bodies())).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('nothing to publish asks nobody', async () => {
  const { topic, bodies } = topicThat(() => ({ status: 500 }));
  expect(await publishWith(topic, [])).toEqual({ kind: 'published' });
  expect(bodies()).toEqual([]);
});

test.each<[Canned, object]>([
  [{ status: 400 }, { kind: 'rejected', message: expect.stringContaining('400') }],
  [{ status: 413 }, { kind: 'rejected' }],
  [{ status: 401 }, { kind: 'unavailable' }],
  [{ status: 403 }, { kind: 'unavailable', message: expect.stringContaining('EventGrid Data Sender') }],
  [{ status: 404 }, { kind: 'unavailable' }],
  [
    { status: 429, headers: { 'retry-after': '11' } },
    { kind: 'unavailable', retryAfterSeconds: 11 },
  ],
  [{ status: 500 }, { kind: 'unavailable' }],
])('%j is read as what it is', async (answer, expected) => {
  expect(await publishWith(topicThat(() => answer).topic, [event(1)])).toMatchObject(expected);
});

test('a broken connection is trouble that passes', async () => {
  const publisher = { send: () => Promise.reject(Object.assign(new Error('CANARY'), { code: 'ECONNREFUSED' })) };
  const outcome = await publishWith(publisher, [event(1)]);
  expect(outcome).toEqual({ kind: 'unavailable', message: 'Event Grid could not be reached. Got ECONNREFUSED Error.' });
});
