import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { openTaskHub, type TaskHub } from '../../src/platform/task-hub.ts';

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const ROW = {
  name: 'goLive',
  instanceId: 'op-1',
  runtimeStatus: 'Running',
  input: { a: 1 },
  customStatus: { b: 2 },
  output: null,
  createdTime: '2026-01-05T09:00:00Z',
  lastUpdatedTime: '2026-01-05T09:30:00Z',
};
const INSTANCE = {
  id: 'op-1',
  orchestrator: 'goLive',
  runtimeStatus: 'Running',
  input: { a: 1 },
  customStatus: { b: 2 },
  createdTime: new Date('2026-01-05T09:00:00Z'),
  lastUpdatedTime: new Date('2026-01-05T09:30:00Z'),
};

let server: Server;
let requests: string[];
let answer: (request: IncomingMessage) => Answer;
let instances: TaskHub;

// The extension's own HTTP side, as the real client of durable-functions calls it.
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const { status, body, headers } = answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  instances = openTaskHub(clientOf((server.address() as AddressInfo).port));
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function clientOf(port: number) {
  const input = df.input.durableClient();
  const context = new InvocationContext({
    functionName: 'test',
    invocationId: 'i',
    logHandler: () => {},
    options: { trigger: { type: 'httpTrigger', name: 'request' }, extraInputs: [input], extraOutputs: [] },
  });
  const base = `http://127.0.0.1:${port}/`;
  context.extraInputs.set(input, {
    taskHubName: 'GoLive',
    rpcBaseUrl: base,
    creationUrls: { createNewInstancePostUri: base, createAndWaitOnNewInstancePostUri: base },
    managementUrls: {
      id: 'INSTANCEID',
      statusQueryGetUri: base,
      sendEventPostUri: base,
      terminatePostUri: base,
      rewindPostUri: base,
      purgeHistoryDeleteUri: base,
    },
  });
  return df.getClient(context);
}

test('starts an instance', async () => {
  answer = () => ({ status: 202, body: { id: 'op-1' } });
  expect(await instances.start('goLive', 'op-1', {})).toBe('started');
  expect(requests).toEqual(['POST /orchestrators/goLive/op-1']);
});

test('tells that an instance of the id is alive', async () => {
  const body = { Message: 'An Orchestration instance with the status Running already exists.' };
  answer = () => ({ status: 409, body });
  expect(await instances.start('goLive', 'op-1', {})).toBe('exists');
});

test('finds an instance', async () => {
  answer = () => ({ status: 202, body: ROW });
  expect(await instances.find('op-1')).toEqual(INSTANCE);
});

test('finds no instance where there is none', async () => {
  answer = () => ({ status: 404, body: { Message: 'none' } });
  expect(await instances.find('op-1')).toBeUndefined();
});

test('raises an event', async () => {
  answer = () => ({ status: 202 });
  expect(await instances.raise('op-1', 'signal', { kind: 'cancel' })).toBe('raised');
  expect(requests).toEqual(['POST /instances/op-1/raiseEvent/signal']);
});

test('tells that nobody is there for an event', async () => {
  answer = () => ({ status: 404 });
  expect(await instances.raise('op-1', 'signal', {})).toBe('missing');
});

test('lists the instances of a time, through all pages', async () => {
  // Prepare
  answer = ({ headers }) =>
    headers['x-ms-continuation-token'] === 'more'
      ? { status: 200, body: [{ ...ROW, instanceId: 'op-2' }] }
      : { status: 200, body: [ROW], headers: { 'x-ms-continuation-token': 'more' } };
  const createdFrom = new Date('2026-01-01T00:00:00Z');
  const createdTo = new Date('2026-02-01T00:00:00Z');

  // Act
  const found = await instances.list({ createdFrom, createdTo, runtimeStatus: ['Running', 'Pending'] });

  // Assess
  expect(found).toEqual([INSTANCE, { ...INSTANCE, id: 'op-2' }]);
  const query =
    'createdTimeFrom=2026-01-01T00:00:00.000Z&createdTimeTo=2026-02-01T00:00:00.000Z&runtimeStatus=Running,Pending';
  expect(requests).toEqual([`GET /instances/?${query}`, `GET /instances/?${query}`]);
});

test.each([
  ['is forgotten', { status: 200, body: { instancesDeleted: 1 } }, true],
  ['was forgotten before', { status: 404 }, false],
  ['was not there', { status: 200, body: { instancesDeleted: 0 } }, false],
  ['still runs', { status: 412, body: { Message: 'only ended instances can be purged' } }, false],
])('tells whether an instance %s', async (_, given, purged) => {
  answer = () => given;
  expect(await instances.purge('op-1')).toBe(purged);
  expect(requests).toEqual(['DELETE /instances/op-1']);
});

test('trouble of the task hub is an error for every call', async () => {
  answer = () => ({ status: 500, body: { Message: 'away' } });
  await expect(instances.start('goLive', 'op-1', {})).rejects.toThrow();
  await expect(instances.find('op-1')).rejects.toThrow();
  await expect(instances.raise('op-1', 'signal', {})).rejects.toThrow();
  await expect(instances.list({ createdFrom: new Date() })).rejects.toThrow();
  await expect(instances.purge('op-1')).rejects.toThrow();
});

test('an id that would change the path reaches nobody', async () => {
  await expect(instances.find('../../admin')).rejects.toThrow(TypeError);
  await expect(instances.purge('a/b')).rejects.toThrow(TypeError);
  expect(requests).toEqual([]);
});
