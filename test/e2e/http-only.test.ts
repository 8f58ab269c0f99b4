import { clientOf } from '../../tools/stack/client.ts';
import { type RunningStack, startStack } from '../../tools/stack/running-stack.ts';

// An installation without Service Bus: requests come by HTTP alone.

let stack: RunningStack;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  stack = await startStack({ GO_LIVE_QUEUE: 'none', ServiceBusConnection: '' });
  client = clientOf(stack);
}, 60_000);
afterAll(() => stack?.stop(), 30_000);

test('is healthy, listens to no queue, and takes an offer live', async () => {
  // Act
  await client.scenario('offer', { goLive: { steps: [{ id: 'live', seconds: 1 }] } });
  const { operation } = await client.goLive('offer');
  const ended = await client.follow(operation.id);
  const health = await client.get('health');

  // Assess
  expect(ended).toMatchObject({ status: 'Succeeded' });
  expect(health.status).toBe(200);
  expect(stack.output()).not.toMatch(/ServiceBusConnection|startByQueue/);
});
