import { closeHubs, type TestHub, testHub } from './test-hub.ts';

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
  ['an unknown function', 'orchestrators/nobody/x', '1'],
  ['a body that is not JSON', 'orchestrators/waiter/x', '{'],
  ['an id that begins with @', 'orchestrators/waiter/@x', '1'],
  ['an id with a slash', 'orchestrators/waiter/a%2Fb', '1'],
  ['an id of 101 characters', `orchestrators/waiter/${'x'.repeat(101)}`, '1'],
])('start refuses %s', async (_, route, body) => {
  // Prepare
  const hub = hubOfWaiters();

  // Act
  const answer = await hub.call('POST', route, { body });

  // Assess
  expect(answer.status).toBe(400);
});

test('start that waits answers with the output when it is there in time', async () => {
  // Prepare
  const hub = testHub({
    orchestrations: {
      // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
      *quick() {
        return { a: 1 };
      },
    },
  });

  // Act
  const answer = await hub.call('POST', 'orchestrators/quick?timeout=5&pollingInterval=0.01');

  // Assess
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { a: 1 }]);
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
  expect(unknown.status).toBe(404);
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

  // Assess
  expect(idsOf(first.body)).toEqual(['a1', 'a2', 'a3']);
  expect(idsOf(second.body)).toEqual(['b1', 'b2']);
  expect(second.headers).not.toHaveProperty('x-ms-continuation-token');
  expect(idsOf(running.body)).toEqual(['a1', 'a3']);
  expect(idsOf(later.body)).toEqual([]);
});

test('purge forgets ended instances only', async () => {
  // Prepare
  const hub = hubOfWaiters();
  await startAll(hub, ['a', 'b', 'c']);
  await endAll(hub, ['a', 'b']);

  // Act
  const one = await hub.call('DELETE', 'instances/a');
  const running = await hub.call('DELETE', 'instances/c');
  const unknown = await hub.call('DELETE', 'instances/nobody');
  const noTime = await hub.call('DELETE', 'instances?runtimeStatus=Completed');
  const all = await hub.call('DELETE', 'instances/?createdTimeFrom=2020-01-01T00:00:00Z');
  const nothing = await hub.call('DELETE', 'instances/?createdTimeFrom=2020-01-01T00:00:00Z');

  // Assess
  expect([one, running, unknown, noTime, all, nothing].map(({ status }) => status)).toEqual([
    200, 412, 404, 400, 200, 404,
  ]);
  expect([JSON.parse(one.body), JSON.parse(all.body)]).toEqual([{ instancesDeleted: 1 }, { instancesDeleted: 1 }]);
  expect((await hub.call('GET', 'instances/c')).status).toBe(202);
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
