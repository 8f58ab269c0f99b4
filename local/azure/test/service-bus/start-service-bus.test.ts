import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
  type ServiceBusReceiverOptions,
} from '@azure/service-bus';
import { waitUntil } from '../../../../test/wait-until.ts';
import { type ServiceBus, startServiceBus } from '../../service-bus/start-service-bus.ts';

const LOCK_MS = 1_000;
/** Long enough that the lock does not expire on a busy machine before the test is done with it. */
const STEADY_LOCK_MS = 2_000;
const WITHOUT_RENEWAL = { maxAutoLockRenewalDurationInMs: 0 };

describe('a Service Bus namespace, used by the real client', () => {
  let bus: ServiceBus;
  let client: ServiceBusClient;

  beforeEach(async () => {
    bus = await startServiceBus({
      queues: [
        { name: 'orders' },
        { name: 'short', lockDurationMs: LOCK_MS, maxDeliveryCount: 3 },
        { name: 'steady', lockDurationMs: STEADY_LOCK_MS },
        { name: 'fleeting', defaultMessageTimeToLiveMs: 50, deadLetteringOnMessageExpiration: true },
        { name: 'once', duplicateDetectionWindowMs: 60_000 },
      ],
    });
    client = new ServiceBusClient(bus.connectionString, { retryOptions: { maxRetries: 1, retryDelayInMs: 10 } });
  });
  afterEach(async () => {
    await client.close();
    await bus.close();
  });

  async function send(queue: string, ...bodies: unknown[]): Promise<void> {
    await client.createSender(queue).sendMessages(bodies.map((body) => ({ body })));
  }

  async function next(receiver: ServiceBusReceiver, maxWaitTimeInMs = 2000): Promise<ServiceBusReceivedMessage> {
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs });
    if (!message) throw new Error(`Nothing came from ${receiver.entityPath}; wanted a message.`);
    return message;
  }

  async function sendAndTake(queue: string, options: ServiceBusReceiverOptions = {}) {
    await send(queue, 'a');
    const receiver = client.createReceiver(queue, options);
    return { receiver, message: await next(receiver) };
  }

  test('delivers a message with all that its sender gave it', async () => {
    // Prepare
    const sent = {
      body: { hello: [1, 'two'] },
      messageId: 'id-1',
      correlationId: 'correlation',
      contentType: 'application/json',
      subject: 'subject',
      to: 'to',
      replyTo: 'reply',
      replyToSessionId: 'reply-session',
      sessionId: 'session',
      partitionKey: 'session',
      timeToLive: 60_000,
      applicationProperties: { text: 'x', count: 7, half: 0.5, below: -3, yes: true },
    };

    // Act
    await client.createSender('ORDERS').sendMessages(sent);
    const receiver = client.createReceiver('orders');
    const received = await next(receiver);
    await receiver.completeMessage(received);

    // Assess
    expect(received).toMatchObject({ ...sent, deliveryCount: 0, state: 'active' });
    expect(received.sequenceNumber?.toNumber()).toBe(1);
    expect(Math.abs(Date.now() - Number(received.enqueuedTimeUtc))).toBeLessThan(5000);
    expect(Number(received.lockedUntilUtc) - Number(received.enqueuedTimeUtc)).toBeGreaterThanOrEqual(30_000);
    expect(bus.queue('orders')).toMatchObject({ active: 0, deadLettered: 0, messages: [] });
  });

  test('delivers bodies of every kind as they were sent', async () => {
    // Prepare
    const bodies = ['text', Buffer.from([0, 255]), { a: null }, null, 42, 'x'.repeat(200_000)];
    const sender = client.createSender('orders');

    // Act
    for (const body of bodies) await sender.sendMessages({ body });
    await sender.sendMessages({ body: { v: 1 }, bodyType: 'value' });
    await sender.sendMessages({ body: [[1, 2]], bodyType: 'sequence' });
    const receiver = client.createReceiver('orders', { receiveMode: 'receiveAndDelete' });
    const received: unknown[] = [];
    while (received.length < 8) received.push((await next(receiver)).body);

    // Assess
    expect(received.slice(0, 6)).toEqual(bodies);
    expect(received.slice(6)).toEqual([{ v: 1 }, [[1, 2]]]);
    expect(bus.queue('orders')?.active).toBe(0);
  });

  test('abandons, and dead-letters with reason, description and properties', async () => {
    // Prepare
    const { receiver, message } = await sendAndTake('orders');

    // Act
    await receiver.abandonMessage(message, { tried: 'yes' });
    const again = await next(receiver);
    await receiver.deadLetterMessage(again, { deadLetterReason: 'bad', deadLetterErrorDescription: 'very', extra: 3 });
    const deadReceiver = client.createReceiver('orders', { subQueueType: 'deadLetter' });
    const dead = await next(deadReceiver);

    // Assess
    expect(again).toMatchObject({ deliveryCount: 1, applicationProperties: { tried: 'yes' } });
    expect(dead).toMatchObject({
      body: 'a',
      deadLetterReason: 'bad',
      deadLetterErrorDescription: 'very',
      deadLetterSource: 'orders',
      applicationProperties: { tried: 'yes', extra: 3 },
    });
    expect(bus.queue('orders')).toMatchObject({ active: 0, deadLettered: 1, deadLetters: [{ body: '"a"' }] });
    await expect(deadReceiver.deadLetterMessage(dead)).rejects.toThrow(/cannot be dead-lettered again/);
    expect(bus.queue('orders')?.deadLettered).toBe(1);
  });

  test('delivers again when the lock ends, and answers MessageLockLost to the late holder', async () => {
    // Prepare
    const { receiver, message } = await sendAndTake('short', WITHOUT_RENEWAL);
    const started = Date.now();

    // Act
    const again = await next(receiver);

    // Assess
    expect(Date.now() - started).toBeGreaterThan(LOCK_MS / 2);
    expect(again.deliveryCount).toBe(1);
    await expect(receiver.completeMessage(message)).rejects.toMatchObject({ code: 'MessageLockLost' });
    await expect(receiver.renewMessageLock(message)).rejects.toMatchObject({ code: 'MessageLockLost' });
    await receiver.completeMessage(again);
    expect(bus.queue('short')?.active).toBe(0);
  });

  test('renews a lock', async () => {
    // Prepare
    const { receiver, message } = await sendAndTake('steady', WITHOUT_RENEWAL);
    const firstEnd = Number(message.lockedUntilUtc);

    // Act
    const until = await receiver.renewMessageLock(message);

    // Assess
    expect(Number(until)).toBeGreaterThan(firstEnd);
    expect(bus.queue('steady')?.messages[0]?.lockedUntil).toBe(until.toISOString());
    await receiver.completeMessage(message);
  });

  test('lets the client renew for as long as a slow handler works', async () => {
    // Prepare
    await send('steady', 'slow');
    let deliveries = 0;

    // Act
    await new Promise<void>((resolve, reject) => {
      client.createReceiver('steady').subscribe({
        async processMessage() {
          deliveries += 1;
          await new Promise((done) => setTimeout(done, 1.5 * STEADY_LOCK_MS));
          resolve();
        },
        processError: async ({ error }) => reject(error),
      });
    });
    await waitUntil('active of steady to be 0', () => bus.queue('steady')?.active, { isSo: (count) => count === 0 });

    // Assess
    expect(deliveries).toBe(1);
  });

  test('dead-letters what a handler fails on each time', async () => {
    // Prepare
    await send('short', 'poison');
    const counts: (number | undefined)[] = [];

    // Act
    client.createReceiver('short').subscribe(
      {
        async processMessage({ deliveryCount }) {
          counts.push(deliveryCount);
          throw new Error('cannot');
        },
        processError: async () => {},
      },
      { maxConcurrentCalls: 5 },
    );
    await waitUntil('deadLettered of short to be 1', () => bus.queue('short')?.deadLettered, {
      isSo: (count) => count === 1,
    });

    // Assess
    expect(counts).toEqual([0, 1, 2]);
    const deadReceiver = client.createReceiver('short', { subQueueType: 'deadLetter' });
    const dead = await next(deadReceiver);
    expect(dead).toMatchObject({ deadLetterReason: 'MaxDeliveryCountExceeded', deliveryCount: 3 });
    await deadReceiver.completeMessage(dead);
    expect(bus.queue('short')?.deadLettered).toBe(0);
  });

  test('defers, and gives deferred messages by their number', async () => {
    // Prepare
    const { receiver, message } = await sendAndTake('orders');
    const number = message.sequenceNumber ?? [];

    // Act
    await receiver.deferMessage(message, { why: 'later' });
    const [peeked] = await receiver.peekMessages(5);
    const [deferred] = await receiver.receiveDeferredMessages(number);

    // Assess
    expect(peeked?.state).toBe('deferred');
    expect(deferred).toMatchObject({ body: 'a', applicationProperties: { why: 'later' } });
    await expect(receiver.receiveDeferredMessages(number)).rejects.toMatchObject({ code: 'MessageNotFound' });
    if (deferred) await receiver.completeMessage(deferred);
    expect(bus.queue('orders')?.messages).toEqual([]);
  });

  test('schedules, cancels, and delivers at the time', async () => {
    // Prepare
    const sender = client.createSender('orders');
    const far = new Date(Date.now() + 40 * 86_400_000);
    const soon = new Date(Date.now() + 2_000);

    // Act
    const [canceled] = await sender.scheduleMessages([{ body: 'never' }], far);
    await sender.scheduleMessages({ body: 'soon' }, soon);
    await sender.sendMessages({ body: 'by annotation', scheduledEnqueueTimeUtc: far });
    const counted = bus.queue('orders');
    const [peeked] = await client.createReceiver('orders').peekMessages(1);
    if (canceled) await sender.cancelScheduledMessages(canceled);
    const delivered = await next(client.createReceiver('orders'));

    // Assess
    expect(counted).toMatchObject({ active: 0, scheduled: 3 });
    expect(peeked?.state).toBe('scheduled');
    expect(delivered.body).toBe('soon');
    expect(Date.now()).toBeGreaterThanOrEqual(Number(soon));
    expect(bus.queue('orders')).toMatchObject({ active: 1, scheduled: 1 });
    await expect(sender.cancelScheduledMessages(canceled ?? [])).rejects.toMatchObject({ code: 'MessageNotFound' });
  });

  test('peeks at messages without touching them', async () => {
    // Prepare
    await send('orders', 'a', 'b', 'c');
    const receiver = client.createReceiver('orders');

    // Act
    const pages = [await receiver.peekMessages(2), await receiver.peekMessages(2), await receiver.peekMessages(2)];

    // Assess
    expect(pages.map((page) => page.map(({ body }) => body))).toEqual([['a', 'b'], ['c'], []]);
    expect((await next(receiver)).deliveryCount).toBe(0);
  });

  test('dead-letters expired messages and drops repeated ids, where the queue is told to', async () => {
    // Act
    await send('fleeting', 'old');
    for (const body of [1, 2]) await client.createSender('once').sendMessages({ body, messageId: 'same' });
    for (const body of [1, 2]) await client.createSender('orders').sendMessages({ body, messageId: 'same' });
    await waitUntil('deadLettered of fleeting to be 1', () => bus.queue('fleeting')?.deadLettered, {
      isSo: (count) => count === 1,
    });

    // Assess
    expect(bus.queue('fleeting')?.deadLetters[0]?.properties['DeadLetterReason']).toBe('TTLExpiredException');
    expect(bus.queue('once')?.messages.map(({ body }) => body)).toEqual(['1']);
    expect(bus.queue('orders')?.messages.map(({ body }) => body)).toEqual(['1', '2']);
  });

  test('completes a message after its receiver closed', async () => {
    // Prepare
    const { receiver, message } = await sendAndTake('orders');

    // Act
    await receiver.close();
    const other = client.createReceiver('orders');
    await other.completeMessage(message);

    // Assess
    expect(bus.queue('orders')?.messages).toEqual([]);
  });

  test('keeps messages and locks when connections drop, and takes the client back', async () => {
    // Prepare
    const { message } = await sendAndTake('steady', WITHOUT_RENEWAL);
    const received: [unknown, number | undefined][] = [];
    client.createReceiver('steady').subscribe({
      processMessage: async ({ body, deliveryCount }) => void received.push([body, deliveryCount]),
      processError: async () => {},
    });
    // The client needs a minute to recover from a connection that drops while a link opens, so wait for an open link.
    await send('steady', 'b');
    await waitUntil('active of steady to be 1', () => bus.queue('steady')?.active, { isSo: (count) => count === 1 });

    // Act
    bus.dropConnections();
    const held = bus.queue('steady')?.messages[0]?.lockedUntil;
    await waitUntil('active of steady to be 0', () => bus.queue('steady')?.active, { isSo: (count) => count === 0 });

    // Assess
    expect(held).toBe(message.lockedUntilUtc?.toISOString());
    expect(received).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
  });

  test('shares messages out between receivers, each message to one', async () => {
    // Prepare
    const bodies = Array.from({ length: 200 }, (_, index) => index);
    const taken: [number, unknown][] = [];
    for (const receiver of [0, 1]) {
      client
        .createReceiver('orders')
        .subscribe(
          { processMessage: async ({ body }) => void taken.push([receiver, body]), processError: async () => {} },
          { maxConcurrentCalls: 3 },
        );
    }

    // Act
    await send('orders', ...bodies);
    await waitUntil('active of orders to be 0', () => bus.queue('orders')?.active, { isSo: (count) => count === 0 });

    // Assess
    expect(taken.map(([, body]) => Number(body)).sort((a, b) => a - b)).toEqual(bodies);
    expect(new Set(taken.map(([receiver]) => receiver)).size).toBe(2);
  });

  test('carries more messages through one receiver than rhea buffers for a session', async () => {
    // Prepare
    const sender = client.createSender('orders');
    for (let sent = 0; sent < 3000; sent += 500) {
      await sender.sendMessages(Array.from({ length: 500 }, (_, index) => ({ body: sent + index })));
    }

    // Act
    let received = 0;
    const receiver = client.createReceiver('orders');
    while (received < 3000) {
      const messages = await receiver.receiveMessages(500, { maxWaitTimeInMs: 2000 });
      if (messages.length === 0) throw new Error(`The receiver stalled after ${received} messages.`);
      received += messages.length;
      await Promise.all(messages.map((message) => receiver.completeMessage(message)));
    }

    // Assess
    expect(bus.queue('orders')?.active).toBe(0);
  });
});
