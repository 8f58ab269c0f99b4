import { namesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const { client } = stackOfFile();

test('picks a new secret up in the middle of the wait, without a restart, and tells meanwhile', async () => {
  // Prepare
  const identity = {
    tenantId: '11111111-2222-4333-8444-555555555555',
    clientId: '99999999-8888-4777-8666-555555555555',
  };
  const store = (clientSecret: string) =>
    client.putSecret('marketplace-rotated', JSON.stringify({ ...identity, clientSecret }));
  await store('first');
  const scenario = {
    goLive: { steps: [{ id: 'live', seconds: 12 }] },
    faults: [{ on: 'any', after: { seconds: 1 }, do: 'refuse-credential' }],
  };
  await client.scenario('rotated', scenario, 'rotated');
  const { operation } = await client.goLive('rotated', {}, {}, 'rotated');

  // Act
  const attention = await waitUntil('the operation to need attention', async () => {
    const shown = (await (await client.get(`operations/${operation.id}`)).json()) as typeof operation;
    return shown.attention;
  });
  await store('second');
  const ended = await client.follow(operation.id);
  const names = namesOf(await client.allEvents(operation.id));

  // Assess
  expect(attention.code).toBe('MarketplaceUnauthorized');
  expect(ended).toMatchObject({ status: 'Succeeded' });
  expect(names.filter((name) => name.startsWith('attention-'))).toEqual(['attention-needed', 'attention-cleared']);
  const requests = await client.portalRequests('rotated', 'rotated');
  expect(requests.filter(({ action }) => action === 'golive')).toHaveLength(1);
});
