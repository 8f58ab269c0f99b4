import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CloudEvent } from 'cloudevents';
import { clientOf, namesOf } from '../../tools/stack/client.ts';
import { peopleSettings, signIn } from '../../tools/stack/sign-in.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const SCHEMAS = path.resolve(__dirname, '../../docs/events');

const APPROVER = ['GoLive.Approve'];
const PEOPLE = {
  omar: ['GoLive.Submit', 'GoLive.Operate'],
  ann: APPROVER,
  bob: APPROVER,
  eve: APPROVER,
};

const { stack } = stackOfFile(peopleSettings(PEOPLE));
/** The headers of each signed-in person. */
const people: Record<string, Record<string, string>> = {};
const client = clientOf(stack, () => people['omar'] ?? {});

beforeAll(async () => {
  for (const name of Object.keys(PEOPLE)) people[name] = await signIn(stack, name);
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
const approval = { required: 2, expiresAfter: 'PT1H' };

function decide(id: string, person: string, decision: string, reason?: string) {
  return client.post(`operations/${id}/approvals`, {
    body: JSON.stringify({ decision, reason }),
    headers: { ...JSON_TYPE, ...people[person] },
  });
}

const posts = async (offer: string) => await client.goLivePosts(offer);
const phaseIs = (id: string, phase: string) =>
  waitUntil(
    `phase ${phase}`,
    async () => ((await (await client.get(`operations/${id}`)).json()) as { phase: string }).phase === phase,
  );

test('goes live when two people have approved: not by one alone, nor by one twice, nor by somebody without the role', async () => {
  // Prepare
  const { operation } = await client.goLive('approved', { approval });
  await phaseIs(operation.id, 'awaiting-approval');

  // Act
  const requester = await decide(operation.id, 'omar', 'approve');
  await decide(operation.id, 'ann', 'approve');
  await decide(operation.id, 'ann', 'approve');
  await waitUntil('the first approval', async () => {
    const shown = (await (await client.get(`operations/${operation.id}`)).json()) as typeof operation;
    return shown.approval?.decisions.length === 1;
  });
  const before = await posts('approved');
  const second = await decide(operation.id, 'bob', 'approve', 'tested');
  const ended = await client.follow(operation.id);
  const late = await decide(operation.id, 'eve', 'reject');

  // Assess
  expect([requester.status, second.status, late.status]).toEqual([403, 202, 409]);
  expect(await requester.json()).toMatchObject({
    code: 'RoleRequired',
    detail: expect.stringContaining('GoLive.Approve'),
  });
  expect(before).toEqual([]);
  expect(ended).toMatchObject({
    status: 'Succeeded',
    approval: { decisions: [{ principalId: 'ann-id' }, { principalId: 'bob-id', reason: 'tested' }] },
  });
  expect(namesOf(await client.allEvents(operation.id)).slice(0, 5)).toEqual([
    'accepted',
    'approval-requested',
    'approval-given',
    'approved',
    'submitted',
  ]);
});

test('ends when one of three rejects', async () => {
  // Prepare
  const { operation } = await client.goLive('rejected', { approval });
  await phaseIs(operation.id, 'awaiting-approval');

  // Act
  await decide(operation.id, 'ann', 'approve');
  await decide(operation.id, 'bob', 'reject', 'wrong build');
  const ended = await client.follow(operation.id);

  // Assess
  expect(ended.error).toMatchObject({ code: 'ApprovalRejected', message: expect.stringContaining('wrong build') });
  expect(await posts('rejected')).toEqual([]);
});

test('ends when approvals come too late', async () => {
  // Act
  const { operation } = await client.goLive('expired', { approval: { required: 1, expiresAfter: 'PT0.5S' } });
  const ended = await client.follow(operation.id);

  // Assess
  expect(ended.error).toMatchObject({ code: 'ApprovalExpired' });
});

test.each([
  ['scheduled', { notBefore: new Date(Date.now() + 20 * 24 * 3600 * 1000).toISOString() }],
  ['awaiting-approval', { approval }],
])('is canceled for free while %s', async (phase, body) => {
  // Prepare
  const offer = `canceled-${phase}`;
  const { operation } = await client.goLive(offer, body);
  await phaseIs(operation.id, phase);

  // Act
  const canceled = await client.post(`operations/${operation.id}/cancel`);
  const ended = await client.follow(operation.id);
  const again = await client.post(`operations/${operation.id}/cancel`);

  // Assess
  expect([canceled.status, again.status]).toEqual([202, 202]);
  expect(ended).toMatchObject({ status: 'Canceled', cancellation: { state: 'canceled' } });
  expect(await posts(offer)).toEqual([]);
});

test('tells a publisher what is wrong with its credentials, and health of every dependency', async () => {
  // Prepare
  await client.putSecret('marketplace-broken', '{"tenantId": 1}');

  // Act
  const answers = await Promise.all(
    ['contoso/preflight', 'contoso/preflight?api=product-ingestion', 'nobody/preflight', 'broken/preflight'].map(
      (path) => client.get(`publishers/${path}`),
    ),
  );
  const health = await client.get('health');

  // Assess
  const told = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { credentials: string }).credentials),
  );
  expect(told).toEqual(['ok', 'ok', 'missing', 'malformed']);
  expect([health.status, Object.keys((await health.json()) as object).length > 0]).toEqual([200, true]);
});

test('every event that arrived is a CloudEvent 1.0 and keeps its own schema', async () => {
  // Prepare
  const ajv = addFormats.default(new Ajv2020.default({ strict: false }));
  // All schemas together: those of the events refer to that of the operation.
  for (const file of readdirSync(SCHEMAS)) ajv.addSchema(JSON.parse(readFileSync(path.join(SCHEMAS, file), 'utf8')));
  const events = (await (await fetch(`${stack.endpoints().admin}/events`)).json()) as Record<string, unknown>[];

  // Act
  const faults = events.flatMap((event) => {
    // The CNCF's own SDK validates against the specification's schema, and throws.
    new CloudEvent(event, true);
    const validate = ajv.getSchema(`${event['type']}.schema.json`);
    return validate?.(event) ? [] : [{ type: event['type'], errors: validate?.errors ?? 'no schema' }];
  });

  // Assess
  expect(events.length).toBeGreaterThan(15);
  expect(faults).toEqual([]);
});
