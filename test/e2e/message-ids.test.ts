import { ServiceBusClient } from '@azure/service-bus';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

/** Ids that a worker takes for JSON, some of them for the same JSON as others of the list. */
const AWKWARD_IDS = [
  ...['20240101.1', '20240101.10', '20240101.100', '1000', '1000.0', '1e3', '1E3', '10e2', '0', '-0', '0.0', '-0.0'],
  ...['9007199254740993', '9007199254740992', '0.1', '0.1000000000000000055', '1e400', '1e500'],
  ...['true', 'false', 'null', '"null"', '"build-1"', 'build-1', '[]', '[1]', '[1.0]', '{}', '{"a":1}', '{"A":1}'],
];
/** These cannot be written in a header. */
const NOT_FOR_HEADERS = ['"caf\\u00e9"', '"café"', ' 1000', '1000 '];

const { stack, client } = stackOfFile();
let serviceBus: ServiceBusClient;

beforeAll(() => {
  serviceBus = new ServiceBusClient(stack.endpoints().serviceBus ?? '');
});
afterAll(() => serviceBus?.close());

async function operations(): Promise<{ id: string }[]> {
  const response = await client.get('operations?offerId=awkward&top=100');
  return ((await response.json()) as { value: { id: string }[] }).value;
}

test('every id is a key of its own, by the queue and by HTTP', async () => {
  // Prepare: an operation that waits for a date holds no lane.
  const wishes = { notBefore: new Date(Date.now() + 24 * 3_600_000).toISOString() };
  const body = { publisherId: 'contoso', offerId: 'awkward', ...wishes };
  const ids = [...AWKWARD_IDS, ...NOT_FOR_HEADERS];

  // Act
  const sender = serviceBus.createSender('golive-requests');
  await sender.sendMessages(ids.map((messageId) => ({ messageId, body })));
  await sender.sendMessages(ids.map((messageId) => ({ messageId, body })));
  const byQueue = await waitUntil('all operations', async () => {
    const found = await operations();
    return found.length >= ids.length && found;
  });
  const byHttp = [];
  for (const key of AWKWARD_IDS) byHttp.push(await client.goLive('awkward', wishes, { 'Idempotency-Key': key }));

  // Assess
  expect(AWKWARD_IDS).toHaveLength(30);
  expect(new Set(byHttp.map(({ operation }) => operation.id)).size).toBe(AWKWARD_IDS.length);
  const known = new Set(byQueue.map(({ id }) => id));
  expect(byHttp.filter(({ operation }) => !known.has(operation.id))).toEqual([]);
  expect(await operations()).toHaveLength(ids.length);
  const queue = await (await fetch(`${stack.endpoints().admin}/service-bus`)).text();
  expect(queue).not.toContain('MaxDeliveryCountExceeded');
});
