import { clientOf, namesOf } from '../../tools/stack/client.ts';
import { type RunningStack, startStack, until } from '../../tools/stack/running-stack.ts';

let stack: RunningStack;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  stack = await startStack();
  client = clientOf(stack);
}, 60_000);
afterAll(() => stack?.stop(), 30_000);

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
    goLive: { steps: [{ id: 'live', seconds: 6 }] },
    faults: [{ on: 'any', after: { seconds: 1 }, do: 'refuse-credential' }],
  };
  await client.scenario('rotated', scenario, 'rotated');
  const { operation } = await client.goLive('rotated', {}, {}, 'rotated');

  // Act
  const attention = await until('the operation to need attention', async () => {
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
