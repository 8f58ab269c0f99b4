import { ServiceBusClient } from '@azure/service-bus';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const { stack, client } = stackOfFile();

const JSON_TYPE = { 'Content-Type': 'application/json' };

test.each([
  [
    'a body that is not JSON',
    'publishers/contoso/offers/o/golive',
    '{"expectedVersion":',
    JSON_TYPE,
    400,
    'InvalidRequest',
  ],
  [
    'an unknown member',
    'publishers/contoso/offers/o/golive',
    '{"expectedVersoin": 2}',
    JSON_TYPE,
    400,
    'InvalidRequest',
  ],
  ['an id with a slash', 'publishers/contoso/offers/a%2Fb/golive', '{}', JSON_TYPE, 400, 'InvalidRequest'],
  [
    'a media type that is not JSON',
    'publishers/contoso/offers/o/golive',
    'x=1',
    { 'Content-Type': 'text/plain' },
    415,
    'UnsupportedMediaType',
  ],
  [
    'a body that is too large',
    'publishers/contoso/offers/o/golive',
    `"${'x'.repeat(70_000)}"`,
    JSON_TYPE,
    413,
    'RequestTooLarge',
  ],
])('answers %s by the contract and starts nothing', async (_, path, body, headers, status, code) => {
  // Act
  const response = await client.post(path, { body, headers });

  // Assess
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ status, code, detail: expect.stringMatching(/\w/) });
  expect((await (await fetch(`${stack.endpoints().admin}/events`)).json()) as unknown[]).toEqual([]);
});

test('answers an unknown operation with 404', async () => {
  // Act
  const response = await client.get('operations/nobody-knows-it');

  // Assess
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'OperationNotFound' });
});

test('reads a body that comes in chunks', async () => {
  // Prepare
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"unknown":'));
      controller.enqueue(new TextEncoder().encode(' true}'));
      controller.close();
    },
  });
  const url = `${stack.endpoints().app}/api/publishers/contoso/offers/o/golive`;

  // Act
  const sent: RequestInit & { duplex: 'half' } = { method: 'POST', headers: JSON_TYPE, body, duplex: 'half' };
  const response = await fetch(url, sent);

  // Assess
  expect(response.status).toBe(400);
});

test('refuses a key that was used for another request', async () => {
  // Prepare
  const key = { 'Idempotency-Key': 'the-same' };
  const first = await client.goLive('keyed', { labels: { a: '1' } }, key);

  // Act
  const again = await client.goLive('keyed', { labels: { a: '1' } }, key);
  const other = await client.goLive('keyed', { labels: { a: '2' } }, key);

  // Assess
  expect(again.operation.id).toBe(first.operation.id);
  expect(other.response.status).toBe(422);
  expect(other.operation).toMatchObject({ code: 'IdempotencyKeyReused' });
});

test('sends a message without an offer to the dead-letter queue with the reason, at its first delivery, and announces it once', async () => {
  // Prepare
  const serviceBus = new ServiceBusClient(stack.endpoints().serviceBus ?? '');

  // Act
  await serviceBus
    .createSender('golive-requests')
    .sendMessages({ messageId: 'bad-1', body: { publisherId: 'contoso' } });
  const [dead] = await serviceBus
    .createReceiver('golive-requests', { subQueueType: 'deadLetter' })
    .receiveMessages(1, { maxWaitTimeInMs: 20_000 });
  const rejected = await waitUntil('the announcement', async () => {
    const events = (await (await fetch(`${stack.endpoints().admin}/events`)).json()) as {
      type: string;
      data: unknown;
    }[];
    return events.find(({ type }) => type === 'dev.golive.request.rejected.v1') && events;
  });
  await serviceBus.close();
  const page = await (await client.get('rejections?messageId=bad-1')).json();
  const told = await waitUntil('the line of telemetry', async () => {
    const names = (await client.telemetry()).map((envelope) => JSON.stringify(envelope));
    const lines = names.filter((text) => text.includes('golive.request-rejected'));
    return lines.length > 0 && lines;
  });

  // Assess
  expect(page).toMatchObject({
    value: [
      { messageId: 'bad-1', code: 'InvalidRequest', errors: [{ pointer: '/offerId' }], remedy: expect.any(String) },
    ],
  });
  expect(told).toHaveLength(1);
  expect(dead?.body).toEqual({ publisherId: 'contoso' });
  expect(dead).toMatchObject({
    deadLetterReason: 'InvalidRequest',
    deadLetterErrorDescription: expect.stringContaining('/offerId'),
    deliveryCount: 0,
  });
  expect(rejected.filter(({ type }) => type === 'dev.golive.request.rejected.v1')).toHaveLength(1);
  expect(rejected.find(({ type }) => type === 'dev.golive.request.rejected.v1')?.data).toMatchObject({
    messageId: 'bad-1',
    code: 'InvalidRequest',
    errors: [{ pointer: '/offerId' }],
  });
});
