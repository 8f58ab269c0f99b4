import { ServiceBusClient } from '@azure/service-bus';
import rhea, { type EventContext } from 'rhea';
import { type ServiceBus, startServiceBus } from '../../service-bus/start-service-bus.ts';

describe("a Service Bus namespace refuses, in the service's words,", () => {
  let bus: ServiceBus;
  let client: ServiceBusClient;

  beforeEach(async () => {
    bus = await startServiceBus({ queues: [{ name: 'orders' }], keyName: 'app', key: 'a+b/c=' });
    client = connect(bus.connectionString);
  });
  afterEach(async () => {
    await client.close();
    await bus.close();
  });

  function connect(connectionString: string): ServiceBusClient {
    return new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0 } });
  }

  test.each([
    ['a wrong key', /SharedAccessKey=[^;]*/, 'SharedAccessKey=wrong', /invalid signature/],
    ['an unknown key name', /KeyName=app/, 'KeyName=root', /no key named 'root'/],
  ])('%s', async (_, part, replacement, reason) => {
    // Prepare
    const stranger = connect(bus.connectionString.replace(part, replacement));

    // Act
    const sending = stranger.createSender('orders').sendMessages({ body: 1 });

    // Assess
    await expect(sending).rejects.toMatchObject({
      code: 'UnauthorizedAccess',
      message: expect.stringMatching(reason),
    });
    expect(bus.queue('orders')?.active).toBe(0);
    await stranger.close();
  });

  test('a token that cannot be read', async () => {
    // Prepare
    const signature = 'SharedAccessSignature sr=%E0%A4%A&sig=x&se=9999999999&skn=%E0%A4%A';
    const endpoint = bus.connectionString.replace(/SharedAccessKeyName.*Use/, `SharedAccessSignature=${signature};Use`);
    const stranger = connect(endpoint);

    // Act
    const sending = stranger.createSender('orders').sendMessages({ body: 1 });

    // Assess
    await expect(sending).rejects.toThrow(/URI malformed/);
    await stranger.close();
  });

  test('a queue that it was not started with', async () => {
    // Act
    const sending = client.createSender('other').sendMessages({ body: 1 });
    const receiving = client.createReceiver('other').receiveMessages(1, { maxWaitTimeInMs: 500 });
    const peeking = client.createReceiver('other').peekMessages(1);
    const subscribing = client.createReceiver('topic', 'subscription').receiveMessages(1, { maxWaitTimeInMs: 500 });

    // Assess
    const refused = { code: 'MessagingEntityNotFound' };
    for (const asked of [sending, receiving, peeking, subscribing]) await expect(asked).rejects.toMatchObject(refused);
    expect(bus.queue('other')).toBeUndefined();
  });

  test('a message that is too large, and tells batches the limit', async () => {
    // Prepare
    const sender = client.createSender('orders');
    const batch = await sender.createMessageBatch();

    // Act
    let fitting = 0;
    while (batch.tryAddMessage({ body: 'x'.repeat(10_000) })) fitting += 1;
    await sender.sendMessages(batch);
    const tooLarge = sender.sendMessages({ body: 'x'.repeat(262_144) });

    // Assess
    expect(fitting).toBe(26);
    await expect(tooLarge).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    expect(bus.queue('orders')?.active).toBe(26);
  });

  test('sessions', async () => {
    // Act
    const accepting = client.acceptSession('orders', 's');

    // Assess
    await expect(accepting).rejects.toMatchObject({ code: 'SessionCannotBeLocked' });
  });

  test('sending to a dead-letter queue', async () => {
    // Act
    const sending = client.createSender('orders/$DeadLetterQueue').sendMessages({ body: 1 });

    // Assess
    await expect(sending).rejects.toThrow(/through its queue only/);
    expect(bus.queue('orders')?.deadLettered).toBe(0);
  });

  test('a link without a token', async () => {
    // Prepare
    const container = rhea.create_container();
    const connection = container.connect({
      host: '127.0.0.1',
      port: bus.port,
      username: 'anonymous',
      reconnect: false,
    });

    // Act
    const condition = await new Promise((resolve) => {
      container.on('receiver_close', ({ receiver }: EventContext) => resolve(receiver?.error));
      connection.open_receiver('orders');
    });
    await new Promise((resolve) => {
      container.on('connection_close', resolve);
      connection.close();
    });

    // Assess
    expect(condition).toMatchObject({ condition: 'amqp:unauthorized-access' });
  });
});
