import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DurableClient } from 'durable-functions';
import { OrchestrationRuntimeStatus } from 'durable-functions';
import { closeHubs, type TestHub, testHub } from '../test-hub.ts';

const { DurableClient: SdkClient } = jest.requireActual<{ DurableClient: new (binding: object) => DurableClient }>(
  'durable-functions/lib/src/durableClient/DurableClient',
);

const servers = new Set<Server>();

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers.clear();
  await closeHubs();
});

/** The SDK's own client, over HTTP, as the host mounts the engine for it. */
async function clientOf(hub: TestHub): Promise<DurableClient> {
  const engine = await hub.engine;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const url = new URL(incoming.url ?? '', 'http://localhost');
    const { status, headers, body } = await engine.handle({
      method: incoming.method ?? '',
      path: url.pathname.replace('/durabletask/', ''),
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
      body: Buffer.concat(chunks).toString(),
      baseUrl: 'http://localhost/runtime/webhooks/durabletask',
    });
    outgoing.writeHead(status, headers).end(body);
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const urls = { rpcBaseUrl: `http://127.0.0.1:${port}/durabletask/`, baseUrl: `http://127.0.0.1:${port}/webhook` };
  return new SdkClient(JSON.parse(engine.clientBinding(urls)));
}

const orchestrations: Parameters<typeof testHub>[0]['orchestrations'] = {
  *waiting(context) {
    return yield context.df.waitForExternalEvent('go');
  },
};

test('the SDK starts, signals, reads, lists and purges instances', async () => {
  // Prepare
  const hub = testHub({ orchestrations });
  const client = await clientOf(hub);

  // Act
  const id = await client.startNew('waiting', { input: { a: 1 } });
  const started = await client.getStatus(id);
  await client.raiseEvent(id, 'go', { b: 2 });
  await hub.ended(id);
  const ended = await client.getStatus(id);
  const listed = await client.getStatusBy({ runtimeStatus: [OrchestrationRuntimeStatus.Completed] });
  const purged = await client.purgeInstanceHistory(id);

  // Assess
  expect(started).toMatchObject({ name: 'waiting', input: { a: 1 } });
  expect(ended).toMatchObject({ runtimeStatus: 'Completed', output: { b: 2 } });
  expect(listed).toMatchObject([{ instanceId: id }]);
  expect(purged).toEqual({ instancesDeleted: 1 });
  await expect(client.getStatus(id)).rejects.toThrow('HTTP 404');
});

test('the SDK reads more instances than fit on a page', async () => {
  // Prepare
  const hub = testHub({ orchestrations });
  const client = await clientOf(hub);
  await Promise.all(Array.from({ length: 230 }, () => client.startNew('waiting')));

  // Act
  const all = await client.getStatusAll();

  // Assess
  expect(new Set(all.map(({ instanceId }) => instanceId)).size).toBe(230);
});

test('the SDK says that an instance with the id exists, and controls it', async () => {
  // Prepare
  const hub = testHub({ orchestrations });
  const client = await clientOf(hub);
  await client.startNew('waiting', { instanceId: 'one' });
  await hub.until('one', ({ runtimeStatus }) => runtimeStatus === 'Running');

  // Act
  const second = client.startNew('waiting', { instanceId: 'one' });
  await expect(second).rejects.toThrow('An Orchestration instance with the status Running already exists');
  await client.suspend('one', 'pause');
  await hub.until('one', ({ runtimeStatus }) => runtimeStatus === 'Suspended');
  await client.resume('one', 'on');
  await hub.until('one', ({ runtimeStatus }) => runtimeStatus === 'Running');
  await client.terminate('one', 'enough');

  // Assess
  expect(await hub.ended('one')).toMatchObject({ runtimeStatus: 'Terminated', output: 'enough' });
  await expect(client.raiseEvent('nobody', 'go', 1)).rejects.toThrow("No instance with ID 'nobody' found");
});
