import type { OperationView } from '../../src/domain/operation.ts';
import { listOperations } from '../../src/functions/list-operations.ts';
import type { OperationPageBody } from '../../src/http/operation-page.ts';
import type { Instance } from '../../src/platform/instances.ts';
import { type FakeInstances, fakeInstances } from './fake-instances.ts';
import { aRequestOf, bodyOf } from './requests.ts';
import { storesOf } from './stores.ts';

const NOW = Date.now();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An instance whose operation was accepted so long ago, and whose newest run began `runAgo` ago. */
function operation(id: string, ago: number, shown: Partial<OperationView> = {}, runAgo = ago): Partial<Instance> {
  const createdAt = new Date(NOW - ago).toISOString();
  const view = { id, status: 'Running', phase: 'publishing', publisherId: 'contoso', offerId: 'vm', createdAt };
  return {
    id,
    runtimeStatus: shown.phase === 'ended' ? 'Completed' : 'Running',
    customStatus: { ...view, ...shown },
    createdTime: new Date(NOW - runAgo),
  };
}

async function list(instances: FakeInstances, query = ''): Promise<OperationPageBody> {
  const response = await listOperations(aRequestOf({ method: 'GET', path: `operations${query}` }), storesOf(instances));
  expect(response.status).toBe(200);
  return bodyOf<OperationPageBody>(response);
}

const idsOf = ({ value }: OperationPageBody) => value.map(({ id }) => id);

test('shows operations of any age, newest first, and nothing else that is in the task hub', async () => {
  // Prepare
  const instances = fakeInstances(
    operation('month', 30 * DAY),
    operation('minute', MINUTE),
    operation('year', 400 * DAY, { phase: 'ended', status: 'Succeeded' }),
    operation('week', 7 * DAY),
    { ...operation('ticket', MINUTE), orchestrator: 'submissionTicket' },
    { ...operation('@offerlane@x', MINUTE), orchestrator: '@offerlane' },
  );

  // Act
  const page = await list(instances);

  // Assess
  expect(idsOf(page)).toEqual(['minute', 'week', 'month', 'year']);
  expect(page.continuation).toBeUndefined();
});

test('orders by acceptance also what continued as new since', async () => {
  // Prepare
  const instances = fakeInstances(
    operation('old', 9 * DAY, {}, MINUTE),
    operation('new', 8 * DAY),
    operation('newest', 2 * MINUTE),
  );

  // Act
  const pages = [await list(instances, '?top=1'), await list(instances, '?top=2')];

  // Assess
  expect(pages.map(idsOf)).toEqual([['newest'], ['newest', 'new']]);
});

test('misses no instance that continues as new while the hub is read', async () => {
  // Prepare
  const instances = fakeInstances(operation('rolling', 3 * DAY));
  const read = instances.list;
  instances.list = async (filter) => {
    const seen = await read(filter);
    instances.change('rolling', { createdTime: new Date() });
    return seen;
  };

  // Act
  const page = await list(instances);

  // Assess
  expect(idsOf(page)).toEqual(['rolling']);
});

test('pages through all without a hole and without a repetition, also those of one moment', async () => {
  // Prepare
  const many = Array.from({ length: 23 }, (_, n) => operation(`op-${n}`, Math.floor(n / 5) * 2 * DAY));
  const instances = fakeInstances(...many);

  // Act
  const seen: string[][] = [];
  let page = await list(instances, '?top=4');
  seen.push(idsOf(page));
  while (page.continuation) {
    page = await list(instances, `?top=4&continuation=${page.continuation}`);
    seen.push(idsOf(page));
  }

  // Assess
  expect(seen.map(({ length }) => length)).toEqual([4, 4, 4, 4, 4, 3]);
  expect(new Set(seen.flat()).size).toBe(23);
});

test('stops reading when the page is full', async () => {
  // Prepare
  const instances = fakeInstances(...Array.from({ length: 30 }, (_, n) => operation(`op-${n}`, n * MINUTE)));

  // Act
  await list(instances);

  // Assess
  expect(instances.listed).toHaveLength(1);
});

test('asks for smaller windows where much was started, and for larger ones where little was', async () => {
  // Prepare
  const burst = Array.from({ length: 600 }, (_, n) => operation(`op-${n}`, MINUTE));
  const instances = fakeInstances(...burst);

  // Act
  await list(instances, '?offerId=none');

  // Assess
  const spans = instances.listed
    .filter(({ createdTo }) => createdTo)
    .map(({ createdFrom, createdTo }) => ((createdTo?.getTime() ?? 0) - createdFrom.getTime()) / DAY);
  expect(spans.slice(0, 4)).toEqual([0.25, 2, 16, 128]);
  expect(instances.listed.length).toBeLessThan(10);
});

test.each([
  ['?publisherId=fabrikam', ['theirs']],
  ['?offerId=vm2', ['other']],
  ['?status=Succeeded', ['live']],
  ['?status=Running', ['theirs', 'other']],
  ['?status=Running,Succeeded', ['theirs', 'live', 'other']],
  ['?status=Running&status=Succeeded', ['theirs', 'live', 'other']],
  ['?publisherId=contoso&status=Running&top=1', ['other']],
  ['?publisherId=contoso&offerId=vm3', []],
  ['?code=function-key', ['theirs', 'live', 'other']],
])('filters by %s', async (query, ids) => {
  // Prepare
  const instances = fakeInstances(
    operation('theirs', MINUTE, { publisherId: 'fabrikam' }),
    operation('live', 2 * MINUTE, { phase: 'ended', status: 'Succeeded' }),
    operation('other', 3 * MINUTE, { offerId: 'vm2' }),
  );

  // Act
  const page = await list(instances, query);

  // Assess
  expect(idsOf(page)).toEqual(ids);
});

test('reads only what is alive when asked for what runs', async () => {
  // Prepare
  const instances = fakeInstances(operation('running', MINUTE));

  // Act
  await list(instances, '?status=Running,NotStarted');

  // Assess
  expect(instances.listed[0]?.runtimeStatus).toContain('Running');
  expect(instances.listed[0]?.runtimeStatus).not.toContain('Completed');
});

test.each([
  ['top=0', 'query:top'],
  ['top=101', 'query:top'],
  ['top=-1', 'query:top'],
  ['top=1.5', 'query:top'],
  ['top=ten', 'query:top'],
  ['top=', 'query:top'],
  ['top=1&top=2', 'query:top'],
  ['status=running', 'query:status'],
  ['status=', 'query:status'],
  ['publisherId=a/b', 'query:publisherId'],
  ['offerId=', 'query:offerId'],
  ['offerid=vm', 'query:offerid'],
  ['continuation=', 'query:continuation'],
  ['continuation=x', 'query:continuation'],
  ['continuation=WyJhIiwiYiJd', 'query:continuation'],
  [`continuation=${'x'.repeat(401)}`, 'query:continuation'],
])('refuses ?%s', async (query, pointer) => {
  // Prepare
  const instances = fakeInstances();

  // Act
  const response = await listOperations(
    aRequestOf({ method: 'GET', path: `operations?${query}` }),
    storesOf(instances),
  );

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 400, code: 'InvalidRequest', errors: [{ pointer }] });
  expect(instances.listed).toEqual([]);
});
