import type { OperationView } from '../../src/domain/operation.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { inputOf } from '../../src/operations/operation-of.ts';
import { inDays } from './bad-bodies.ts';
import { personOf } from './callers.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { bodyOf, goLiveRequestOf, headerOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

const KEY = { 'idempotency-key': 'build-4711' };

test('accepts a request without a body and says where to follow it', async () => {
  // Prepare
  const taskHub = fakeTaskHub();

  // Act
  const response = await startByHttp(goLiveRequestOf(), {
    ...storesOf(taskHub),
    settings: SETTINGS,
  });

  // Assess
  const operation = bodyOf<OperationView>(response);
  expect(response.status).toBe(202);
  expect(operation).toMatchObject({ publisherId: 'contoso', offerId: 'vm', sequence: 1 });
  expect(headerOf(response, 'operation-location')).toBe(`https://golive.example/api/operations/${operation.id}`);
  expect(headerOf(response, 'azure-asyncoperation')).toBe(headerOf(response, 'operation-location'));
  expect(headerOf(response, 'location')).toBe(`${headerOf(response, 'operation-location')}/result`);
  expect(headerOf(response, 'retry-after')).toBe('1');
  expect([...taskHub.all.keys()]).toEqual([operation.id]);
});

test('copies what shapes the course into what it starts', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const body = {
    onConflict: 'fail',
    expectedVersion: 2,
    notBefore: inDays(20),
    deadline: 'P2D',
    approval: { required: 2, expiresAfter: 'PT1H' },
    labels: { build: '4711' },
  };

  // Act
  const response = await startByHttp(goLiveRequestOf({ body }), {
    ...storesOf(taskHub),
    settings: SETTINGS,
  });

  // Assess
  const [instance] = [...taskHub.all.values()];
  const request = instance && inputOf(instance)?.request;
  expect(bodyOf(response)).toMatchObject({ status: 'NotStarted', phase: 'scheduled', labels: { build: '4711' } });
  expect(request).toMatchObject({
    onConflict: 'fail',
    expectedVersion: '2',
    notBefore: Date.parse(body.notBefore),
    approval: { required: 2, expiresAfterSeconds: 3600 },
    terms: { pollMinSeconds: 30, deadlineAt: Date.parse(body.notBefore) + 2 * 24 * 3_600_000 },
  });
});

test('starts one operation for a key, whatever the order of the members', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const ports = { ...storesOf(taskHub), settings: SETTINGS };
  const one = { onConflict: 'join', labels: { a: '1', b: '2' } };
  const other = { labels: { b: '2', a: '1' } };

  // Act
  const first = await startByHttp(goLiveRequestOf({ body: one, headers: KEY }), ports);
  const second = await startByHttp(goLiveRequestOf({ body: other, headers: KEY }), ports);

  // Assess
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(bodyOf(second)['id']).toBe(bodyOf(first)['id']);
  expect(taskHub.all.size).toBe(1);
});

test('starts one operation for a hundred identical requests at once', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const requests = Array.from({ length: 100 }, () => goLiveRequestOf({ body: {}, headers: KEY }));

  // Act
  const responses = await Promise.all(
    requests.map((request) => startByHttp(request, { ...storesOf(taskHub), settings: SETTINGS })),
  );

  // Assess
  expect(new Set(responses.map((response) => bodyOf(response)['id'])).size).toBe(1);
  expect(responses.map(({ status }) => status)).toEqual(Array(100).fill(202));
  expect(taskHub.all.size).toBe(1);
});

test('tells an offer from another when both have the same key', async () => {
  // Prepare
  const ports = { ...storesOf(fakeTaskHub()), settings: SETTINGS };

  // Act
  const one = await startByHttp(goLiveRequestOf({ headers: KEY }), ports);
  const other = await startByHttp(goLiveRequestOf({ headers: KEY, params: { offerId: 'vm2' } }), ports);

  // Assess
  expect(bodyOf(one)['id']).not.toBe(bodyOf(other)['id']);
});

test('refuses a key that was used for another request', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const ports = { ...storesOf(taskHub), settings: SETTINGS };
  await startByHttp(goLiveRequestOf({ body: { expectedVersion: 2 }, headers: KEY }), ports);

  // Act
  const response = await startByHttp(goLiveRequestOf({ body: { expectedVersion: 3 }, headers: KEY }), ports);

  // Assess
  expect(response.status).toBe(422);
  expect(bodyOf(response)).toMatchObject({ code: 'IdempotencyKeyReused' });
  expect(taskHub.all.size).toBe(1);
});

test('answers a repeated request as it did first, also when its time is no longer ahead', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const ports = { ...storesOf(taskHub), settings: SETTINGS };
  const body = { deadline: new Date(Date.now() + 30).toISOString() };
  const first = await startByHttp(goLiveRequestOf({ body, headers: KEY }), ports);
  while (Date.now() <= Date.parse(body.deadline)) await new Promise(setImmediate);

  // Act
  const second = await startByHttp(goLiveRequestOf({ body, headers: KEY }), ports);

  // Assess
  expect(second.status).toBe(202);
  expect(bodyOf(second)['id']).toBe(bodyOf(first)['id']);
});

test.each([
  ['goes on', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
  ['is begun anew for a malformed one', 'x'.repeat(5000), false],
  ['is begun anew for one of zeros', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, false],
])("the caller's trace %s", async (_, traceparent, kept) => {
  // Prepare
  const taskHub = fakeTaskHub();

  // Act
  await startByHttp(goLiveRequestOf({ headers: { traceparent } }), {
    ...storesOf(taskHub),
    settings: SETTINGS,
  });

  // Assess
  const [instance] = [...taskHub.all.values()];
  const stored = instance && inputOf(instance)?.request?.traceparent;
  expect(stored === traceparent).toBe(kept);
  expect(stored).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/);
});

test('of two that renew a key whose first request was never started, both start what the first of them renewed', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const { record, ...ports } = storesOf(taskHub);
  const asked = () => goLiveRequestOf({ body: {}, headers: { 'idempotency-key': 'build-1' } });
  await startByHttp(asked(), { ...ports, record, settings: SETTINGS });
  taskHub.all.clear();
  const now = ports.now + 3_600_000;
  const overtaken: typeof record = {
    ...record,
    renewKey: async (name, request, etag) => {
      await record.renewKey(name, { ...request, requestedAt: now - 1 }, etag);
      return record.renewKey(name, request, etag);
    },
  };

  // Act
  const response = await startByHttp(asked(), { ...ports, record: overtaken, now, settings: SETTINGS });

  // Assess
  const [instance] = [...taskHub.all.values()];
  expect(response.status).toBe(202);
  expect(instance && inputOf(instance)?.request?.requestedAt).toBe(now - 1);
});

test('an offer is the same in upper and lower case: one key, one lane, one operation', async () => {
  // Prepare
  const taskHub = fakeTaskHub();
  const ask = (publisherId: string, offerId: string, key: string) =>
    startByHttp(goLiveRequestOf({ params: { publisherId, offerId }, headers: { 'idempotency-key': key } }), {
      ...storesOf(taskHub),
      settings: SETTINGS,
    });

  // Act
  const first = await ask('contoso', 'MyOffer', 'k');
  const again = await ask('Contoso', 'myoffer', 'k');
  await ask('contoso', 'myoffer', 'other');

  // Assess
  expect(bodyOf(again)['id']).toBe(bodyOf(first)['id']);
  const lanes = [...taskHub.all.values()].map((instance) => inputOf(instance)?.request?.laneKey);
  expect(lanes).toHaveLength(2);
  expect(new Set(lanes).size).toBe(1);
});

test.each([
  ['Submit alone', ['GoLive.Submit'], 403],
  ['Submit and Operate of another publisher', ['GoLive.Submit', 'GoLive.Operate:fabrikam'], 403],
  ['Submit and Operate', ['GoLive.Submit', 'GoLive.Operate:contoso'], 202],
])('lets somebody with %s supersede, or not: it cancels what others asked for', async (_, roles, status) => {
  // Prepare
  const taskHub = fakeTaskHub();
  const ports = { ...storesOf(taskHub), settings: SETTINGS, caller: personOf('ann-id', 'ann', roles) };

  // Act
  const response = await startByHttp(goLiveRequestOf({ body: { onConflict: 'supersede' } }), ports);

  // Assess
  expect(response.status).toBe(status);
  expect(taskHub.all.size).toBe(status === 202 ? 1 : 0);
  if (status === 403) expect(bodyOf(response)['detail']).toContain('GoLive.Operate:contoso');
});
