import { stackOfFile } from '../../tools/stack/stack-of-file.ts';

// An installation without Service Bus: requests come by HTTP only.

const { stack, client } = stackOfFile({ GO_LIVE_QUEUE: 'none', ServiceBusConnection: '' });

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
