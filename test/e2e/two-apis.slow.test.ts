import { namesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const { client } = stackOfFile();

const INGESTION = { api: 'product-ingestion' };

async function goLive(offer: string, body: object) {
  const { operation } = await client.goLive(offer, body);
  const ended = await client.follow(operation.id);
  return { ended, events: await client.allEvents(operation.id) };
}

test('operation, events and end look the same through both APIs', async () => {
  // Act
  const [first, second] = await Promise.all([goLive('first-api', {}), goLive('second-api', INGESTION)]);

  // Assess
  const { api: _, ...rest } = second.ended;
  expect([first.ended.api, second.ended.api]).toEqual(['cloud-partner-portal', 'product-ingestion']);
  expect([first.ended.status, second.ended.status]).toEqual(['Succeeded', 'Succeeded']);
  expect(Object.keys(rest).sort()).toEqual(
    Object.keys(first.ended)
      .filter((name) => name !== 'api')
      .sort(),
  );
  expect(second.ended.marketplace?.steps).toMatchObject([{ name: 'Go live', status: 'complete' }]);
  const withoutRepeats = (names: string[]) => names.filter((name, index) => name !== names[index - 1]);
  expect(withoutRepeats(namesOf(second.events))).toEqual(withoutRepeats(namesOf(first.events)));
});

test('posts one configure, with a token for the audience of that API', async () => {
  await goLive('one-configure', INGESTION);
  const requests = await client.portalRequests('one-configure');

  const posts = requests.filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(1);
  expect(posts[0]).toMatchObject({
    action: 'configure',
    path: '/rp/product-ingestion/configure',
    query: { $version: '2022-03-01-preview2' },
    headers: { authorization: { scheme: 'Bearer', audience: 'https://graph.microsoft.com' } },
    status: 202,
  });
});

test('a 502 without a body on a POST that was accepted is settled by the submission itself', async () => {
  const faults = [
    { on: 'configure', times: 1, do: 'error-answer', status: 502 },
    { on: 'configure', times: 1, do: 'empty-body' },
  ];
  await client.scenario('lost-configure', { goLive: { steps: [{ id: 'live', seconds: 6 }] }, faults });

  const { ended } = await goLive('lost-configure', INGESTION);

  expect(ended).toMatchObject({ status: 'Succeeded', marketplace: { cancelable: false } });
  const requests = await client.portalRequests('lost-configure');
  expect(requests.filter(({ action }) => action === 'configure')).toHaveLength(1);
});

test('a cancel is sent to the job, and followed to the end', async () => {
  // Prepare
  await client.scenario('canceled-job', { goLive: { steps: [{ id: 'displaypackage', seconds: 60 }, { id: 'live' }] } });
  const { operation } = await client.goLive('canceled-job', INGESTION);
  await waitUntil('the go-live to be under way', async () => {
    const { phase } = (await (await client.get(`operations/${operation.id}`)).json()) as { phase: string };
    return phase === 'publishing' ? phase : undefined;
  });

  // Act
  await client.post(`operations/${operation.id}/cancel`);
  const ended = await client.follow(operation.id);

  // Assess
  expect(ended).toMatchObject({ status: 'Canceled', cancellation: { state: 'canceled' } });
});
