import { ServiceBusClient } from '@azure/service-bus';
import { type ServiceBus, startServiceBus } from '@go-live/azure-stand-ins/service-bus/start-service-bus.ts';
import { waitUntil } from '../../../../test/wait-until.ts';
import { type Fixture, startFixture } from '../start-fixture.ts';

const QUEUE = { name: 'requests', maxDeliveryCount: 3, lockDurationMs: 30_000 };

describe('Service Bus queue functions', () => {
  let bus: ServiceBus;
  let client: ServiceBusClient;
  let fixture: Fixture;
  beforeAll(async () => {
    bus = await startServiceBus({ queues: [QUEUE] });
    client = new ServiceBusClient(bus.connectionString);
    fixture = await startFixture({ FixtureBus: bus.connectionString, FIXTURE_QUEUE: QUEUE.name });
  });
  afterAll(async () => {
    await fixture.stop();
    await client.close();
    await bus.close();
  });
  const seen = async () => (await fixture.records()).filter((record) => record['function'] === 'queued');
  const delivered = (messageId: string) =>
    waitUntil(`a delivery of ${messageId}`, async () => {
      const found = (await seen()).filter(({ metadata }) => Object(metadata).messageId === messageId);
      return found.length > 0 ? found : undefined;
    });
  const isEmpty = () => bus.queue(QUEUE.name)?.active === 0;

  test('gives the function body, metadata and trace, and completes the message when it returns', async () => {
    // Prepare
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    // Act
    await client.createSender(QUEUE.name).sendMessages({
      messageId: 'm-1',
      body: { offer: 'a' },
      contentType: 'application/json',
      correlationId: 'c-1',
      subject: 's',
      applicationProperties: { traceparent, tenant: 'x' },
    });

    // Assess
    const [call] = await delivered('m-1');
    expect(call).toMatchObject({
      message: { offer: 'a' },
      metadata: {
        messageId: 'm-1',
        deliveryCount: 1,
        correlationId: 'c-1',
        contentType: 'application/json',
        subject: 's',
        sequenceNumber: expect.any(Number),
        enqueuedTimeUtc: expect.stringMatching(/^\d{4}-.*Z$/),
        applicationProperties: { tenant: 'x' },
        userProperties: { tenant: 'x' },
      },
      trace: { traceParent: traceparent },
    });
    await waitUntil('the queue to be empty', isEmpty);
    expect(bus.queue(QUEUE.name)?.deadLetters).toHaveLength(0);
  });

  test('gives text that is no JSON as text, and a body of bytes as text too', async () => {
    // Act
    const sender = client.createSender(QUEUE.name);
    await sender.sendMessages([
      { messageId: 'm-text', body: Buffer.from('not json') },
      { messageId: 'm-bytes', body: Buffer.from('{"a":1.50}') },
    ]);

    // Assess
    expect(await delivered('m-text')).toMatchObject([{ message: 'not json' }]);
    expect(await delivered('m-bytes')).toMatchObject([{ message: { a: 1.5 } }]);
  });

  test('abandons a message when the function throws, until the queue dead-letters it', async () => {
    // Act
    await client.createSender(QUEUE.name).sendMessages({ messageId: 'm-throw', body: 'throw' });

    // Assess
    await waitUntil('the message among the dead letters', () =>
      bus.queue(QUEUE.name)?.deadLetters.some(({ messageId }) => messageId === 'm-throw'),
    );
    const counts = (await delivered('m-throw')).map(({ metadata }) => Object(metadata).deliveryCount);
    expect(counts).toEqual([1, 2, 3]);
  });

  test('leaves a message that the function has dead-lettered through the host, whether it returns or throws', async () => {
    // Act
    await client.createSender(QUEUE.name).sendMessages([
      { messageId: 'm-settled', body: { deadLetter: 'Unwanted' } },
      { messageId: 'm-settled-thrown', body: { deadLetter: 'Unwanted', andThrow: true } },
    ]);

    // Assess
    const dead = await waitUntil('the dead letter', () => {
      const found = bus.queue(QUEUE.name)?.deadLetters.filter(({ messageId }) => messageId?.startsWith('m-settled'));
      return found?.length === 2 ? found : undefined;
    });
    await waitUntil('the queue to be empty', isEmpty);
    expect(dead.map(({ properties }) => properties['DeadLetterReason'])).toEqual(['Unwanted', 'Unwanted']);
    expect(await delivered('m-settled-thrown')).toHaveLength(1);
  });

  test('delivers a message again when the worker died with it', async () => {
    // Act
    await client.createSender(QUEUE.name).sendMessages({ messageId: 'm-crash', body: { crashAtFirst: true } });

    // Assess
    await waitUntil('two deliveries', async () => (await delivered('m-crash')).length === 2);
    await waitUntil('the queue to be empty', isEmpty);
    expect(new Set((await delivered('m-crash')).map(({ pid }) => pid)).size).toBe(2);
  });

  test('receives again after the connection was lost', async () => {
    // Prepare: close the sender, whose own recovery is not under test.
    await client.close();
    client = new ServiceBusClient(bus.connectionString);

    // Act
    bus.dropConnections();
    await client.createSender(QUEUE.name).sendMessages({ messageId: 'm-again', body: 'again' });

    // Assess
    await delivered('m-again');
  });

  test('gives a message that is not done back to the queue when the host stops', async () => {
    // Prepare
    await client.createSender(QUEUE.name).sendMessages({ messageId: 'm-long', body: { waitMs: 60_000 } });
    await delivered('m-long');

    // Act
    await fixture.host.stop();

    // Assess: at once, well before its lock of 30 s expires.
    const receiver = client.createReceiver(QUEUE.name);
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5_000 });
    expect(message?.messageId).toBe('m-long');
  });
});

describe('a namespace that is away', () => {
  test('does not keep the host from starting, and is used once it is there', async () => {
    // Prepare
    const reserved = await startServiceBus({ queues: [QUEUE] });
    await reserved.close();
    const fixture = await startFixture({ FixtureBus: reserved.connectionString, FIXTURE_QUEUE: QUEUE.name });
    let bus: ServiceBus | undefined;
    let client: ServiceBusClient | undefined;
    try {
      expect((await fixture.get('/api/unrouted')).status).toBe(200);
      await waitUntil('a refused connection in the log', () => fixture.lines.join('').includes('ECONNREFUSED'));

      // Act
      bus = await startServiceBus({ queues: [QUEUE], port: reserved.port });
      client = new ServiceBusClient(bus.connectionString);
      await client.createSender(QUEUE.name).sendMessages({ messageId: 'm-late', body: 'late' });

      // Assess
      await waitUntil('the late message', async () =>
        (await fixture.records()).some(({ message }) => message === 'late'),
      );
    } finally {
      await fixture.stop();
      await client?.close();
      await bus?.close();
    }
  });
});
