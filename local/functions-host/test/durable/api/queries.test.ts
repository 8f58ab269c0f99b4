import { closeHubs, type TestHub, testHub } from '../test-hub.ts';

afterEach(closeHubs);

function hubOfWaiters(): TestHub {
  return testHub({
    orchestrations: {
      *waiter(context) {
        yield context.df.waitForExternalEvent('go');
        return context.df.getInput();
      },
    },
  });
}

async function startAll(hub: TestHub, ids: string[]): Promise<void> {
  await Promise.all(ids.map((id) => hub.start('waiter', id, id)));
  await Promise.all(ids.map((id) => hub.until(id, ({ runtimeStatus }) => runtimeStatus === 'Running')));
}

async function endAll(hub: TestHub, ids: string[]): Promise<void> {
  await Promise.all(ids.map((id) => hub.raise(id, 'go', 1)));
  await Promise.all(ids.map(hub.ended));
}

test('start answers with the links, and refuses an id that still runs until it has ended', async () => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const first = await hub.start('waiter', 'one', 1);
  const second = await hub.start('waiter', 'one', 2);
  await hub.raise('one', 'go', 1);
  await hub.ended('one');
  const third = await hub.start('waiter', 'one', 3);

  // Assess
  expect(first).toMatchObject({ status: 202, headers: { 'retry-after': '10' } });
  expect(JSON.parse(first.body)).toMatchObject({
    id: 'one',
    statusQueryGetUri: expect.stringContaining('/instances/one?'),
  });
  expect(JSON.parse(first.body)).not.toHaveProperty('rewindPostUri');
  expect(second.status).toBe(409);
  expect(second.body).toMatch(/An Orchestration instance with the status \w+ already exists/);
  expect(third.status).toBe(202);
  expect(await hub.status('one')).toMatchObject({ input: 3, output: null });
});

test.each([
  ['a body that is no JSON', 'nope', 400, 'Invalid JSON content'],
  ['an object that is cut off', '{', 500, 'Something went wrong while processing your request'],
])('start refuses %s', async (_, body, status, message) => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const answer = await hub.call('POST', 'orchestrators/waiter/x', { body });

  // Assess
  expect([answer.status, JSON.parse(answer.body).Message]).toEqual([status, message]);
});

test.each(['@x', 'x'.repeat(101), 'a#b'])('start takes the id %s', async (id) => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const answer = await hub.call('POST', `orchestrators/waiter/${encodeURIComponent(id)}`, { body: '1' });

  // Assess
  expect(answer.status).toBe(202);
  await hub.until(encodeURIComponent(id), ({ runtimeStatus }) => runtimeStatus === 'Running');
});

test('start knows no id with a slash', async () => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const answer = await hub.call('POST', 'orchestrators/waiter/a%2Fb', { body: '1' });

  // Assess
  expect([answer.status, answer.body]).toEqual([404, '']);
});

test('start of an unknown function is accepted; the instance fails', async () => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const answer = await hub.start('nobody', 'x');
  const { runtimeStatus, output } = await hub.ended('x');

  // Assess
  expect([answer.status, runtimeStatus]).toEqual([202, 'Failed']);
  expect(output).toBe(
    "Orchestrator function 'nobody' failed: The function 'nobody' doesn't exist, is disabled, or is not an orchestrator " +
      "function. Additional info: The following are the known orchestrator functions: 'waiter'.",
  );
});

test.each([0, 20])('of two starts of one id %i ms apart both are accepted, and one runs', async (ms) => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const first = hub.start('waiter', 'one', 'first');
  await new Promise((resolve) => setTimeout(resolve, ms));
  const second = hub.start('waiter', 'one', 'second');
  const answers = await Promise.all([first, second]);
  const third = await hub.start('waiter', 'one', 'third');
  await hub.raise('one', 'go', 1);
  const { output } = await hub.ended('one');

  // Assess
  expect([...answers, third].map(({ status }) => status)).toEqual([202, 202, 409]);
  expect(['first', 'second']).toContain(output);
  expect(new Set(hub.app.calls.map(({ functionName }) => functionName))).toEqual(new Set(['waiter']));
});

test('a status is 202 with its own address while the instance runs, 200 when it has ended', async () => {
  // Prepare
  const hub = hubOfWaiters();
  await startAll(hub, ['one']);

  // Act
  const running = await hub.call('GET', 'instances/one?showInput=false');
  await endAll(hub, ['one']);
  const ended = await hub.call('GET', 'instances/one');
  const unknown = await hub.call('GET', 'instances/nobody');

  // Assess
  expect(running.status).toBe(202);
  expect(running.headers).toMatchObject({
    'retry-after': '5',
    location: expect.stringMatching(/\/instances\/one\?showInput=false$/),
  });
  expect(JSON.parse(running.body)).toMatchObject({ input: null, output: null, customStatus: null });
  expect(ended.status).toBe(200);
  expect(JSON.parse(ended.body).createdTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect([unknown.status, unknown.body]).toEqual([404, '']);
});

test('a list comes in pages and can be narrowed', async () => {
  // Prepare
  const hub = hubOfWaiters();
  const ids = ['a1', 'a2', 'a3', 'b1', 'b2'];
  await startAll(hub, ids);
  await endAll(hub, ['a2']);
  const idsOf = (body: string) => JSON.parse(body).map(({ instanceId }: { instanceId: string }) => instanceId);

  // Act
  const first = await hub.call('GET', 'instances/?top=3');
  const token = first.headers['x-ms-continuation-token'] ?? '';
  const second = await hub.call('GET', 'instances/?top=3', { headers: { 'x-ms-continuation-token': token } });
  const running = await hub.call('GET', 'instances?runtimeStatus=Running,Pending&instanceIdPrefix=a');
  const later = await hub.call('GET', `instances?createdTimeFrom=${new Date(Date.now() + 60_000).toISOString()}`);
  const noTime = await hub.call('GET', 'instances?createdTimeFrom=nonsense&runtimeStatus=running&instanceIdPrefix=b');

  // Assess
  expect(idsOf(first.body)).toEqual(['a1', 'a2', 'a3']);
  expect(idsOf(second.body)).toEqual(['b1', 'b2']);
  expect(second.headers).toMatchObject({ 'x-ms-continuation-token': '' });
  expect(idsOf(running.body)).toEqual(['a1', 'a3']);
  expect(idsOf(later.body)).toEqual([]);
  expect(idsOf(noTime.body)).toEqual(['b1', 'b2']);
});

test('purge of one id forgets it when it has ended', async () => {
  // Prepare
  const hub = hubOfWaiters();
  await startAll(hub, ['a', 'b']);
  await endAll(hub, ['a']);

  // Act
  const ended = await hub.call('DELETE', 'instances/a');
  const running = await hub.call('DELETE', 'instances/b');
  const unknown = await hub.call('DELETE', 'instances/nobody');

  // Assess
  expect([ended.status, running.status, unknown.status]).toEqual([200, 412, 404]);
  expect(JSON.parse(ended.body)).toEqual({ instancesDeleted: 1 });
  expect(JSON.parse(running.body)).toBe(
    'Only orchestrations in a terminal state can be purged, but the orchestration with instance ID b has status Running',
  );
});

test.each(['', '&runtimeStatus=Running'])('purge by time%s forgets running instances too', async (status) => {
  // Prepare
  const hub = hubOfWaiters();
  await startAll(hub, ['a', 'b']);
  await endAll(hub, ['a']);

  // Act
  const noTime = await hub.call('DELETE', 'instances?createdTimeFrom=nonsense');
  const ended = await hub.call(
    'DELETE',
    'instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Completed,Running',
  );
  const all = await hub.call('DELETE', `instances/?createdTimeFrom=2020-01-01T00:00:00Z${status}`);
  const nothing = await hub.call('DELETE', 'instances/?createdTimeFrom=2020-01-01T00:00:00Z');

  // Assess
  expect([noTime, ended, all, nothing].map(({ status }) => status)).toEqual([400, 200, 200, 404]);
  expect([JSON.parse(ended.body), JSON.parse(all.body)]).toEqual([{ instancesDeleted: 1 }, { instancesDeleted: 1 }]);
  expect((await hub.call('GET', 'instances/b')).status).toBe(404);
});

test('a history names its events and folds what was scheduled into what came back', async () => {
  // Prepare
  const hub = testHub({
    orchestrations: {
      *course(context) {
        return yield context.df.callActivity('step');
      },
    },
    activities: { step: () => 7 },
  });
  await hub.start('course', 'c');

  // Act
  const { historyEvents } = await hub.ended('c');

  // Assess
  expect(historyEvents).toMatchObject([
    { EventType: 'ExecutionStarted', FunctionName: 'course' },
    { EventType: 'TaskCompleted', FunctionName: 'step', Result: 7, ScheduledTime: expect.any(String) },
    { EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed', Result: 7 },
  ]);
  expect(JSON.stringify(historyEvents)).not.toMatch(/IsPlayed|EventId/);
});

test.each(['GET nowhere', 'PUT instances/x', 'POST instances/x/dance', 'GET instances/x/y'])(
  '%s is not found',
  async (route) => {
    // Prepare
    const hub = hubOfWaiters();
    const [method = '', path = ''] = route.split(' ');

    // Act
    const answer = await hub.call(method, path);

    // Assess
    expect(answer.status).toBe(404);
  },
);
