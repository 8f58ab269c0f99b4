import { closeHubs, type TestHub, testHub } from './test-hub.ts';

afterEach(closeHubs);

/** A hub with an instance `w` that waits for the event `go` and then calls `work`. */
async function waitingHub(work: () => unknown = () => 'worked'): Promise<TestHub> {
  const hub = testHub({
    orchestrations: {
      *waiting(context) {
        const data = yield context.df.waitForExternalEvent('go');
        return [data, yield context.df.callActivity('work')];
      },
    },
    activities: { work },
  });
  await hub.start('waiting', 'w', { some: 'input' });
  await hub.until('w', ({ runtimeStatus }) => runtimeStatus === 'Running');
  return hub;
}

test('terminate ends an instance with the reason as its output', async () => {
  // Prepare
  const hub = await waitingHub();

  // Act
  const answer = await hub.call('POST', 'instances/w/terminate?reason=no%20longer');
  const status = await hub.ended('w');

  // Assess
  expect(answer.status).toBe(202);
  expect(status).toMatchObject({ runtimeStatus: 'Terminated', output: 'no longer' });
});

test('a suspended instance keeps its events and does nothing until it is resumed', async () => {
  // Prepare
  const hub = await waitingHub();

  // Act
  await hub.call('POST', 'instances/w/suspend?reason=pause');
  const suspended = await hub.until('w', ({ runtimeStatus }) => runtimeStatus === 'Suspended');
  await hub.raise('w', 'go', 1);
  await hub.until(
    'w',
    ({ historyEvents }) => historyEvents?.some(({ EventType }) => EventType === 'EventRaised') === true,
  );
  const callsWhileSuspended = hub.app.calls.filter(({ functionName }) => functionName === 'work').length;
  const again = await hub.call('POST', 'instances/w/suspend?reason=pause');
  await hub.call('POST', 'instances/w/resume?reason=on');
  const end = await hub.ended('w');

  // Assess
  expect(suspended.runtimeStatus).toBe('Suspended');
  expect(callsWhileSuspended).toBe(0);
  expect(again.status).toBe(500);
  expect(end.output).toEqual([1, 'worked']);
});

test('resume of an instance that is not suspended is an error', async () => {
  // Prepare
  const hub = await waitingHub();

  // Act
  const answer = await hub.call('POST', 'instances/w/resume?reason=on');

  // Assess
  expect(answer.status).toBe(500);
});

test('rewind runs the failed activity again, and not the ones that succeeded', async () => {
  // Prepare
  let calls = 0;
  const hub = testHub({
    orchestrations: {
      *course(context) {
        const first = yield context.df.callActivity('first');
        return [first, yield context.df.callSubOrchestrator('child', undefined, 'the-child')];
      },
      *child(context) {
        return yield context.df.callActivity('second');
      },
    },
    activities: {
      first: () => 'first',
      second() {
        calls += 1;
        if (calls === 1) throw new Error('not yet');
        return 'second';
      },
    },
  });
  await hub.start('course', 'c');
  await hub.ended('c');

  // Act
  const answer = await hub.call('POST', 'instances/c/rewind?reason=again');
  const status = await hub.ended('c');

  // Assess
  expect(answer.status).toBe(202);
  expect(status).toMatchObject({ runtimeStatus: 'Completed', output: ['first', 'second'] });
  expect(hub.app.calls.filter(({ functionName }) => functionName === 'first')).toHaveLength(1);
});

test('restart runs an ended instance once more with its input, under a new id or its own', async () => {
  // Prepare
  const hub = await waitingHub();
  const tooEarly = await hub.call('POST', 'instances/w/restart?restartWithNewInstanceId=false');
  await hub.call('POST', 'instances/w/terminate?reason=x');
  await hub.ended('w');

  // Act
  const withNewId = await hub.call('POST', 'instances/w/restart');
  const withSameId = await hub.call('POST', 'instances/w/restart?restartWithNewInstanceId=false');
  const unknown = await hub.call('POST', 'instances/nobody/restart');

  // Assess
  const { id } = JSON.parse(withNewId.body);
  expect(await hub.status(id)).toMatchObject({ name: 'waiting', input: { some: 'input' } });
  expect([tooEarly.status, withSameId.status, unknown.status]).toEqual([409, 202, 400]);
});

test.each(['terminate', 'suspend', 'resume', 'raiseEvent/go'])(
  '%s answers 404 for no instance and 410 for an ended one',
  async (operation) => {
    // Prepare
    const hub = await waitingHub();
    await hub.call('POST', 'instances/w/terminate?reason=x');
    await hub.ended('w');
    const options = { body: '1', headers: { 'content-type': 'application/json' } };

    // Act
    const unknown = await hub.call('POST', `instances/nobody/${operation}`, options);
    const ended = await hub.call('POST', `instances/w/${operation}`, options);

    // Assess
    expect([unknown.status, ended.status]).toEqual([404, 410]);
  },
);

test('raiseEvent refuses what is not JSON', async () => {
  // Prepare
  const hub = await waitingHub();

  // Act
  const noType = await hub.call('POST', 'instances/w/raiseEvent/go', { body: '1' });
  const badJson = await hub.call('POST', 'instances/w/raiseEvent/go', {
    body: '{',
    headers: { 'content-type': 'application/json' },
  });

  // Assess
  expect([noType.status, badJson.status]).toEqual([400, 400]);
});

test('rewind answers 412 for an instance that has not failed', async () => {
  // Prepare
  const hub = await waitingHub();

  // Act
  const answer = await hub.call('POST', 'instances/w/rewind?reason=x');

  // Assess
  expect(answer.status).toBe(412);
});
