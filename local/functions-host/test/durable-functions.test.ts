import * as z from 'zod';
import { waitUntil } from '../../../test/wait-until.ts';
import { type Fixture, startFixture } from './start-fixture.ts';

const CheckStatus = z.object({ id: z.string(), statusQueryGetUri: z.url(), terminatePostUri: z.url() });

describe.each([
  ['without streaming', '0'],
  ['with streaming', '1'],
])('durable functions in the worker process, %s', (_, streams) => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture({ FIXTURE_STREAM: streams });
  });
  afterAll(() => fixture.stop());

  async function start(): Promise<z.infer<typeof CheckStatus>> {
    const answer = await fixture.get('/api/greet/Ada', { method: 'POST' });
    expect(answer.status).toBe(202);
    return CheckStatus.parse(await answer.json());
  }
  const statusOf = async (uri: string) => Object(await (await fetch(uri)).json());

  test('are started, told and followed through the durable client and its links', async () => {
    // Act
    const { id, statusQueryGetUri } = await start();
    expect(new URL(statusQueryGetUri).origin).toBe(fixture.host.url);
    await fixture.get(`/api/greet/${id}/go`, { method: 'POST', body: 'and go' });

    // Assess
    const status = await waitUntil('the status', async () => {
      const seen = await statusOf(statusQueryGetUri);
      return seen.runtimeStatus === 'Completed' ? seen : undefined;
    });
    expect(status).toMatchObject({ name: 'greet', input: 'Ada', output: 'Hello Ada and go' });
  });

  test('can be managed on the public port, below the path of the webhooks', async () => {
    // Act
    const created = await fixture.get('/runtime/webhooks/durabletask/orchestrators/greet', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '"Bob"',
    });
    const { terminatePostUri, statusQueryGetUri } = CheckStatus.parse(await created.json());
    await fetch(terminatePostUri.replace('{text}', 'enough'), { method: 'POST' });

    // Assess
    await waitUntil(
      'the instance to be terminated',
      async () => (await statusOf(statusQueryGetUri)).runtimeStatus === 'Terminated',
    );
    expect((await fixture.get('/runtime/webhooks/durabletask/instances/none')).status).toBe(404);
  });

  test('go on in a new worker when theirs was killed while they waited', async () => {
    // Prepare: wait until no call is in the worker, because a call that is in it when it dies would fail.
    const { id, statusQueryGetUri } = await start();
    await waitUntil('the call to be completed', async () =>
      (await (await fetch(`${statusQueryGetUri}&showHistory=true`)).text()).includes('"TaskCompleted"'),
    );
    const worker = fixture.host.workerPid();

    // Act
    if (worker) process.kill(worker, 'SIGKILL');
    // A request that reached the old worker still is answered by an error.
    const go = () => fixture.get(`/api/greet/${id}/go`, { method: 'POST', body: 'on' });
    await waitUntil('the event to be taken', async () => (await go()).status === 202);

    // Assess
    await waitUntil('the output', async () => (await statusOf(statusQueryGetUri)).output === 'Hello Ada on');
  });
});
