import { sequencesOf } from '../../tools/stack/client.ts';
import { stackOfEachTest } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// Which work continues and which waits while a service that the app needs is away (docs/operating.md, "When something
// is away").

const ALWAYS = 1_000_000;

const { client } = stackOfEachTest();

const away = (service: string) => client.fault({ service, status: 503, times: ALWAYS });
const back = (service: string) => client.fault({ service, status: 503, times: 0 });
const postsOf = async (offer: string) => (await client.goLivePosts(offer)).length;
const phaseOf = async (id: string) =>
  ((await (await client.get(`operations/${id}`)).json()) as { phase: string }).phase;
const attentionOf = async (id: string) =>
  ((await (await client.get(`operations/${id}`)).json()) as { attention?: { code: string } }).attention?.code;
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('the table of the record: nothing is accepted, what was submitted goes on, and its events follow', async () => {
  // Prepare
  await client.scenario('running', {
    goLive: {
      steps: [
        { id: 'displaycertify', seconds: 5 },
        // Long enough that everything requested of the app meanwhile, including retries, is done before this step ends.
        { id: 'live', seconds: 45 },
      ],
    },
  });
  const { operation } = await client.goLive('running');
  await waitUntil('the operation to be published', async () => (await phaseOf(operation.id)) === 'publishing');

  // Act
  await away('storage');
  const refused = await client.goLive('refused', {}, { 'Idempotency-Key': 'again' });
  // The health result is cached for some seconds.
  const health = await waitUntil('the health to say so', async () => {
    const response = await client.get('health');
    return response.status === 503 && response.json();
  });
  const checks = async () =>
    ((await (await client.get(`operations/${operation.id}`)).json()) as { checks: number }).checks;
  const looked = await checks();
  await waitUntil('two more looks', async () => (await checks()) >= looked + 2);
  const before = sequencesOf(await client.events(operation.id)).length;
  await back('storage');
  const ended = await client.follow(operation.id, 90_000);
  const accepted = await client.goLive('refused', {}, { 'Idempotency-Key': 'again' });

  // Assess
  expect(refused.response.status).toBe(503);
  expect(refused.operation).toMatchObject({ code: 'TemporarilyUnavailable' });
  expect(health).toMatchObject({
    status: 'unhealthy',
    dependencies: { record: expect.not.stringMatching(/^ok$/) },
  });
  expect(ended.status).toBe('Succeeded');
  expect(before).toBeLessThan(ended.sequence);
  expect(sequencesOf(await client.allEvents(operation.id))).toEqual(upTo(ended.sequence));
  expect(await postsOf('running')).toBe(1);
  expect(accepted.response.status).toBe(202);
}, 180_000);

test('the table of the record before the POST: nothing is sent until it is back, and a person is told', async () => {
  // Prepare
  const notBefore = new Date(Date.now() + 3_000).toISOString();
  const { operation } = await client.goLive('not-sent', { notBefore });
  await waitUntil('the operation in the record', async () => (await phaseOf(operation.id)) === 'scheduled');

  // Act
  await away('storage');
  const attention = await waitUntil('the attention', () => attentionOf(operation.id));
  const posts = await postsOf('not-sent');
  await back('storage');
  const ended = await client.follow(operation.id, 60_000);

  // Assess
  expect([attention, posts]).toEqual(['RecordUnavailable', 0]);
  expect(ended.status).toBe('Succeeded');
  expect(await postsOf('not-sent')).toBe(1);
}, 150_000);

test.each(['keyVault', 'identity'])(
  '%s: what is asked for meanwhile goes live when it is back',
  async (service) => {
    // Prepare
    await away(service);

    // Act
    const { response, operation } = await client.goLive('waits');
    await waitUntil('the attention', async () => attentionOf(operation.id), { withinMs: 60_000 });
    const posts = await postsOf('waits');
    await back(service);
    // After a 503 the identity library sends no request for a minute.
    const ended = await client.follow(operation.id, 120_000);

    // Assess
    expect([response.status, posts]).toEqual([202, 0]);
    expect(ended.status).toBe('Succeeded');
    expect(await postsOf('waits')).toBe(1);
    expect(sequencesOf(await client.allEvents(operation.id))).toEqual(upTo(ended.sequence));
  },
  200_000,
);

test('Application Insights: nothing waits for it', async () => {
  // Prepare
  await away('applicationInsights');

  // Act
  const { operation } = await client.goLive('untold');
  const ended = await client.follow(operation.id);

  // Assess
  expect(ended.status).toBe('Succeeded');
  expect(sequencesOf(await client.allEvents(operation.id))).toEqual(upTo(ended.sequence));
}, 60_000);
