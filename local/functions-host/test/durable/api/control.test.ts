import { closeHubs, type TestHub, testHub } from '../test-hub.ts';

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

test('terminate ends an instance with the reason as its output, some time after it was accepted', async () => {
  // Prepare
  const hub = await waitingHub();

  // Act
  const answer = await hub.call('POST', 'instances/w/terminate?reason=no%20longer');
  const atOnce = await hub.status('w');
  const later = await hub.ended('w');

  // Assess
  expect(answer.status).toBe(202);
  expect(atOnce).toMatchObject({ runtimeStatus: 'Running', output: null });
  expect(later).toMatchObject({ runtimeStatus: 'Terminated', output: 'no longer' });
});

test('a suspended instance shows the reason as output, keeps its events and does nothing until it is resumed', async () => {
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
  expect(suspended).toMatchObject({ runtimeStatus: 'Suspended', output: 'pause' });
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
    expect([unknown.body, ended.body]).toEqual(['', '']);
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
