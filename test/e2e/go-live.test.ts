import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { namesOf, sequencesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// The canary stands for every secret value: it must not be found anywhere except where it was put.
const CANARY = 'canary-7f3c9a51e2';

const { stack, client } = stackOfFile();

test('takes an offer live, asked by HTTP, and tells each step', async () => {
  // Act
  const { response, operation } = await client.goLive('by-http', { labels: { build: '4711' } });
  const ended = await client.follow(operation.id);
  const events = await client.allEvents(operation.id);

  // Assess
  expect(response.status).toBe(202);
  expect(response.headers.get('operation-location')).toBe(`${stack.endpoints().app}/api/operations/${operation.id}`);
  expect(response.headers.get('azure-asyncoperation')).toBe(response.headers.get('operation-location'));
  expect(response.headers.get('location')).toBe(`${response.headers.get('operation-location')}/result`);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(ended).toMatchObject({
    status: 'Succeeded',
    phase: 'ended',
    result: { version: '2' },
    labels: { build: '4711' },
  });
  expect(namesOf(events).slice(0, 2)).toEqual(['accepted', 'submitted']);
  expect(namesOf(events).at(-1)).toBe('succeeded');
  expect(namesOf(events).filter((name) => name === 'step-changed').length).toBeGreaterThanOrEqual(2);
  expect(sequencesOf(events)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]).toMatchObject({ source: '/publishers/contoso/offers/by-http', id: `${operation.id}.1` });
  expect(events.at(-1)?.data).toEqual(ended);
});

test('says when it will be over, by the go-lives before it, and when its steps began and ended', async () => {
  // Prepare: the offer has no earlier go-lives, so the estimate comes from its publisher's other offers.
  const { operation: before } = await client.goLive('estimated-before');
  await client.follow(before.id);

  // Act
  const { operation } = await client.goLive('estimated');
  const ended = await client.follow(operation.id);
  const submitted = (await client.allEvents(operation.id)).find(({ type }) => type?.includes('submitted'));

  // Assess
  expect(submitted?.data).toMatchObject({ estimate: { basis: 'publisher', samples: expect.any(Number) } });
  expect(ended).not.toHaveProperty('estimate');
  expect(ended.marketplace?.steps.at(-1)).toHaveProperty('endedAt');
});

test('posts exactly one go-live, as the marketplace documents it', async () => {
  // Act
  const { operation } = await client.goLive('one-post');
  await client.follow(operation.id);
  const posts = await client.goLivePosts('one-post');

  // Assess
  expect(posts).toHaveLength(1);
  expect(posts[0]).toMatchObject({
    method: 'POST',
    path: '/api/publishers/contoso/offers/one-post/golive',
    query: { 'api-version': '2017-10-31' },
    headers: { 'if-match': '*', authorization: { scheme: 'Bearer', audience: 'https://cloudpartner.azure.com' } },
    status: 202,
  });
});

test("gets the marketplace's token with the secret that Key Vault holds", async () => {
  // Prepare
  const [tenantId, clientId] = ['11111111-2222-4333-8444-555555555555', '99999999-8888-4777-8666-555555555555'];
  await client.putSecret('marketplace-fabrikam', JSON.stringify({ tenantId, clientId, clientSecret: CANARY }));

  // Act
  const { operation } = await client.goLive('by-fabrikam', {}, {}, 'fabrikam');
  const ended = await client.follow(operation.id);
  const requests = await client.portalRequests('by-fabrikam', 'fabrikam');

  // Assess
  expect(ended.status).toBe('Succeeded');
  expect(requests.find(({ action }) => action === 'golive')?.headers).toMatchObject({ authorization: { clientId } });
});

test('starts one operation for a message that is sent twice', async () => {
  // Prepare
  const serviceBus = new ServiceBusClient(stack.endpoints().serviceBus ?? '');
  const sender = serviceBus.createSender('golive-requests');
  const message = { messageId: 'build-1', body: { publisherId: 'contoso', offerId: 'by-queue' } };

  // Act
  await sender.sendMessages(message);
  await sender.sendMessages(message);
  const byHttp = await client.goLive('by-queue', {}, { 'Idempotency-Key': 'build-1' });
  const ended = await client.follow(byHttp.operation.id);
  await serviceBus.close();

  // Assess
  expect(ended.status).toBe('Succeeded');
  const posts = await client.goLivePosts('by-queue');
  expect(posts).toHaveLength(1);
});

test('lets a pipeline follow an operation by Operation-Location and Retry-After alone', async () => {
  // Prepare
  const { response } = await client.goLive('by-pipeline');
  const location = response.headers.get('operation-location') ?? '';

  // Act
  const statuses: number[] = [];
  let answer = await fetch(location);
  for (; answer.status === 202; answer = await fetch(location)) {
    statuses.push(answer.status);
    await client.sleep(Number(answer.headers.get('retry-after')) * 1000);
  }

  // Assess
  expect(statuses.length).toBeGreaterThan(0);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('retry-after')).toBeNull();
  expect(await answer.json()).toMatchObject({ status: 'Succeeded' });
});

test("ends as failed with our code and the marketplace's own words", async () => {
  // Prepare
  const messages = [{ html: '<p>Issues found during <b>Certification</b>.</p>', level: 'error' }];
  await client.scenario('fails', {
    goLive: { steps: [{ id: 'displaycertify', seconds: 1, outcome: 'fails', messages }] },
  });

  // Act
  const { operation } = await client.goLive('fails');
  const ended = await client.follow(operation.id);
  const events = await client.allEvents(operation.id);

  // Assess
  expect(ended.status).toBe('Failed');
  expect(ended.error).toMatchObject({
    code: expect.any(String),
    message: expect.stringMatching(/\w/),
    remedy: expect.stringMatching(/\w/),
  });
  expect(namesOf(events).at(-1)).toBe('failed');
});

/** Whether an envelope of telemetry reports the submitting call. */
const isPost = (envelope: string) => envelope.includes('RemoteDependencyData') && envelope.includes('/golive?');

test('tells telemetry each transition once, as one trace with what the app called', async () => {
  // Prepare
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  // Act
  const { operation } = await client.goLive('traced', {}, { traceparent });
  await client.follow(operation.id);
  const events = await client.allEvents(operation.id);
  const told = await waitUntil('the telemetry of the end', async () => {
    const envelopes = (await client.telemetry()).map((envelope) => JSON.stringify(envelope));
    const ours = envelopes.filter((envelope) => envelope.includes('4bf92f3577b34da6a3ce929d0e0e4736'));
    // Events and calls leave the app in batches of their own, in either order.
    return ours.some((envelope) => envelope.includes('golive.succeeded')) && ours.some(isPost) ? ours : undefined;
  });

  // Assess
  const names = told
    .filter((envelope) => envelope.includes('"EventData"'))
    .map((envelope) => JSON.parse(envelope).data.baseData.name);
  expect(names).toEqual(namesOf(events).map((name) => `golive.${name}`));
  expect(told.filter(isPost)).toHaveLength(1);
  expect(events.every((event) => event.traceparent === traceparent)).toBe(true);
});

test('keeps secrets and tokens out of the journal, the logs, the events, the telemetry and the answers', async () => {
  // Prepare
  const places = new Map<string, string>([['output', stack.output()]]);
  for (const file of readdirSync(stack.localDir, { recursive: true, withFileTypes: true })) {
    const name = path.join(file.parentPath, file.name);
    if (file.isFile()) places.set(name, readFileSync(name, 'latin1'));
  }
  places.set('events', JSON.stringify(await (await fetch(`${stack.endpoints().admin}/events`)).json()));
  places.set('telemetry', JSON.stringify(await client.telemetry()));

  // Act
  const leaks = [...places].filter(([, text]) => text.includes(CANARY) || /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./.test(text));

  // Assess
  expect(places.size).toBeGreaterThan(3);
  expect(leaks.map(([name]) => name)).toEqual([]);
});
