import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { type ServiceBus, startServiceBus } from '../../../../local/azure/service-bus/start-service-bus.ts';

describe('a Service Bus namespace, used by the real client', () => {
  let bus: ServiceBus;
  let client: ServiceBusClient;

  beforeAll(async () => {
    bus = await startServiceBus({
      queues: [{ name: 'orders' }, { name: 'short', lockDurationMs: 300, maxDeliveryCount: 3 }],
    });
    client = new ServiceBusClient(bus.connectionString);
  });
  afterAll(async () => {
    await client.close();
    await bus.close();
  });

  async function one(queue: string, subQueueType?: 'deadLetter'): Promise<ServiceBusReceivedMessage | undefined> {
    const receiver = client.createReceiver(queue, { subQueueType });
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 1000 });
    return message;
  }

  it('sends', async () => {
    const sender = client.createSender('orders');
    const receiver = client.createReceiver('orders');
    await sender.sendMessages({ body: { hello: 1 }, messageId: 'a' });
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 1000 });
    expect(message?.body).toEqual({ hello: 1 });
    if (!message) return;
    await receiver.abandonMessage(message, { tried: 'yes' });
    const [again] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 1000 });
    expect(again?.deliveryCount).toBe(1);
    expect(again?.applicationProperties).toEqual({ tried: 'yes' });
    if (!again) return;
    await receiver.deadLetterMessage(again, { deadLetterReason: 'bad', deadLetterErrorDescription: 'very', extra: 3 });
    const dead = await one('orders', 'deadLetter');
    expect(dead).toMatchObject({
      deadLetterReason: 'bad',
      deadLetterErrorDescription: 'very',
      deadLetterSource: 'orders',
      applicationProperties: { extra: 3 },
    });
  });
});
