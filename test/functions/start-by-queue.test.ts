import { readFileSync } from 'node:fs';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { startByQueue } from '../../src/functions/start-by-queue.ts';
import { inputOf } from '../../src/operations/operation-of.ts';
import { MessageRejected } from '../../src/operations/reject-message.ts';
import { BAD_MESSAGES } from './bad-messages.ts';
import { brokenTaskHub } from './fake-task-hub.ts';
import { queuePortsOf } from './queue-ports.ts';
import { deliveryOf, goLiveRequestOf, SETTINGS } from './requests.ts';

afterEach(() => jest.restoreAllMocks());

const QUEUE_TEMPLATE = 'infra/bicep/modules/service-bus.bicep';
const MESSAGE = { publisherId: 'contoso', offerId: 'vm' };

test('starts one operation for a message, however often it is delivered', async () => {
  // Prepare
  const ports = queuePortsOf();

  // Act
  await startByQueue(MESSAGE, ports, deliveryOf());
  await startByQueue(MESSAGE, ports, deliveryOf({ deliveryCount: 2 }));

  // Assess
  expect(ports.taskHub.all.size).toBe(1);
  expect(ports.held).toEqual([]);
});

test('starts one operation for a message and a request with one key', async () => {
  // Prepare
  const ports = queuePortsOf();

  // Act
  await startByQueue({ ...MESSAGE, expectedVersion: 2 }, ports, deliveryOf({ messageId: 'build-1' }));
  const response = await startByHttp(
    goLiveRequestOf({ body: { expectedVersion: 2 }, headers: { 'idempotency-key': 'build-1' } }),
    { ...ports, settings: SETTINGS },
  );

  // Assess
  expect(response.status).toBe(202);
  expect(ports.taskHub.all.size).toBe(1);
});

test('whoever reads its events finds the operation and its page, though nobody called', async () => {
  // Prepare
  const ports = queuePortsOf();
  jest.replaceProperty(process, 'env', { ...process.env, WEBSITE_HOSTNAME: 'app.azurewebsites.net' });

  // Act
  await startByQueue(MESSAGE, ports, deliveryOf());

  // Assess
  const [instance] = [...ports.taskHub.all.values()];
  const request = instance && inputOf(instance)?.request;
  const self = `https://app.azurewebsites.net/api/operations/${request?.operationId}`;
  expect(request?.links).toMatchObject({ self, page: self.replace('/operations/', '/ui/operations/') });
});

test.each(['sürüm-ş 100 %', '发布', 'a+b&c=d/e?f'])(
  'the id "%s" of a message is a key by HTTP, percent-encoded',
  async (id) => {
    // Prepare
    const ports = queuePortsOf();

    // Act
    await startByQueue(MESSAGE, ports, deliveryOf({ messageId: id }));
    const response = await startByHttp(
      goLiveRequestOf({ body: {}, headers: { 'idempotency-key': encodeURIComponent(id) } }),
      { ...ports, settings: SETTINGS },
    );

    // Assess
    expect(response.status).toBe(202);
    expect(ports.taskHub.all.size).toBe(1);
  },
);

test('starts two operations for two messages without an id', async () => {
  // Prepare
  const ports = queuePortsOf();

  // Act
  await startByQueue(MESSAGE, ports, deliveryOf({ messageId: '', sequenceNumber: 1 }));
  await startByQueue(MESSAGE, ports, deliveryOf({ messageId: '', sequenceNumber: 2 }));

  // Assess
  expect(ports.taskHub.all.size).toBe(2);
});

test("goes on with the sender's trace", async () => {
  // Prepare
  const ports = queuePortsOf();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  // Act
  await startByQueue(MESSAGE, ports, deliveryOf({}, traceparent));

  // Assess
  expect([...ports.taskHub.all.values()].map((instance) => inputOf(instance)?.request?.traceparent)).toEqual([
    traceparent,
  ]);
});

test.each(BAD_MESSAGES)(
  'dead-letters %s with the reason, announces it once and starts nothing',
  async (_, message, pointer) => {
    // Prepare
    const ports = queuePortsOf();

    // Act
    await startByQueue(message, ports, deliveryOf());
    await startByQueue(message, ports, deliveryOf({ deliveryCount: 2 }));

    // Assess
    const dead = { lockToken: 'lock-1', reason: 'InvalidRequest', description: expect.stringContaining(pointer) };
    expect(ports.deadLettered).toEqual([dead, dead]);
    const [announcement, ...more] = [...ports.taskHub.all.values()];
    expect(more).toEqual([]);
    expect(announcement).toMatchObject({
      orchestrator: 'rejection',
      input: { messageId: 'm-1', queue: 'golive-requests', code: 'InvalidRequest' },
    });
    expect(announcement).toHaveProperty('input.errors.0.pointer', pointer);
    expect(announcement).not.toHaveProperty(
      'input.detail',
      expect.stringMatching(/Invalid |Too (small|big)|expected (string|one|number|object)|received/),
    );
    expect(JSON.stringify(announcement?.input).length).toBeLessThan(10_000);
    expect(ports.held).toEqual([]);
  },
);

test('leaves a bad message to the queue when the host does not dead-letter it', async () => {
  // Prepare
  const deadLetter = () => Promise.reject(new Error('not implemented'));
  const ports = { ...queuePortsOf(), deadLetter };

  // Act
  const rejected = startByQueue({}, ports, deliveryOf());

  // Assess
  await expect(rejected).rejects.toThrow(MessageRejected);
  expect(ports.held).toEqual([]);
});

test('announces each bad message, also when two have one id', async () => {
  // Prepare
  const ports = queuePortsOf();

  // Act
  await startByQueue({}, ports, deliveryOf({ sequenceNumber: 1 }));
  await startByQueue({ offerId: 'vm' }, ports, deliveryOf({ sequenceNumber: 2 }));

  // Assess
  expect([...ports.taskHub.all.values()]).toMatchObject([
    { input: { messageId: 'm-1', errors: [{ pointer: '/publisherId' }, { pointer: '/offerId' }] } },
    { input: { messageId: 'm-1', errors: [{ pointer: '/publisherId' }] } },
  ]);
});

test('dead-letters a message whose id started another request', async () => {
  // Prepare
  const ports = queuePortsOf();
  await startByQueue(MESSAGE, ports, deliveryOf());

  // Act
  await startByQueue({ ...MESSAGE, onConflict: 'fail' }, ports, deliveryOf());

  // Assess
  expect(ports.deadLettered).toMatchObject([{ reason: 'IdempotencyKeyReused' }]);
  const announcement = [...ports.taskHub.all.values()].at(-1);
  expect(announcement?.input).toMatchObject({ code: 'IdempotencyKeyReused', errors: [{ pointer: 'messageId' }] });
});

test('dead-letters a message whose id may be that of another one', async () => {
  // Prepare
  const ports = queuePortsOf();

  // Act
  await startByQueue(MESSAGE, ports, deliveryOf({ messageId: 20240101.1, sequenceNumber: 7 }));

  // Assess
  expect(ports.deadLettered).toHaveLength(1);
  expect([...ports.taskHub.all.values()]).toMatchObject([
    { orchestrator: 'rejection', input: { messageId: 'sequence-7', errors: [{ pointer: 'messageId' }] } },
  ]);
});

describe('while the system is in trouble', () => {
  test.each([
    ['a good message', MESSAGE],
    ['a bad message', {}],
  ])('gives %s back after a pause that grows, so that the deliveries span more than an hour', async (_, message) => {
    // Prepare
    const ports = { ...queuePortsOf(), taskHub: brokenTaskHub() };
    const deliveries = Number(/maxDeliveryCount: (\d+)/.exec(readFileSync(QUEUE_TEMPLATE, 'utf8'))?.[1]);

    // Act
    for (let deliveryCount = 1; deliveryCount <= deliveries; deliveryCount++) {
      const delivery = startByQueue(message, ports, deliveryOf({ deliveryCount }));
      await expect(delivery).rejects.toThrow('the task hub is away');
    }

    // Assess
    expect(ports.deadLettered).toEqual([]);
    expect(ports.held).toEqual([...ports.held].sort((a, b) => a - b));
    expect(ports.held.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(2 * 3600);
    // The host renews a lock for five minutes and ends a function after ten.
    expect(Math.max(...ports.held)).toBeLessThan(2 * 60);
  });

  test('pauses also when the settings are wrong', async () => {
    // Prepare
    const settings = () => {
      throw new Error('The settings of the app cannot be used.');
    };
    const ports = { ...queuePortsOf(), settings };

    // Act
    const delivery = startByQueue(MESSAGE, ports, deliveryOf());

    // Assess
    await expect(delivery).rejects.toThrow('cannot be used');
    expect(ports.held).toEqual([1]);
  });

  test('pauses also when the host does not tell the number of the delivery', async () => {
    // Prepare
    const ports = { ...queuePortsOf(), taskHub: brokenTaskHub() };

    // Act
    await startByQueue(MESSAGE, ports, deliveryOf({ deliveryCount: 'x' })).catch(() => {});

    // Assess
    expect(ports.held).toEqual([1]);
  });
});
