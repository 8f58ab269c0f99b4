import { rowsOf, type Table } from '../../src/platform/record/table.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { clientOf } from '../../tools/stack/client.ts';
import { freezeHost } from '../../tools/stack/freeze.ts';
import { tableOf } from '../../tools/stack/record-of.ts';
import type { RunningStack } from '../../tools/stack/running-stack.ts';
import { stackOfEachTest } from '../../tools/stack/stack-of-file.ts';
import { type Asked, askForMany, endOf, nextOf, postsOf, wrongWith } from './many.ts';

// An orchestration can fail, be ended, be lost, stand still for minutes, or be replaced by an older copy of itself. The
// operation continues all the same: one POST, each event once, one last event, and a free lane afterwards.

const OPERATIONS = 20;
const FREEZE_SECONDS = Number(process.env['CONFORMANCE_FREEZE_SECONDS'] ?? 70);
const MAX_MS = (FREEZE_SECONDS + 240) * 1000;
const RECORD = 'op';

const { stack, client } = stackOfEachTest();

test(
  'an operation that was terminated says goodbye and leaves its lane, before its POST and after it',
  async () => {
    // Prepare
    const notBefore = new Date(Date.now() + 3_600_000).toISOString();
    const [before, after] = [await client.goLive('before', { notBefore }), await client.goLive('after')];
    await waitUntil('the POST', async () => (await postsOf(client, 'after')) === 1);
    await waitUntil(
      'the submission in the record',
      async () => (await seen(after.operation.id)).phase === 'publishing',
    );

    // Act
    for (const { operation } of [before, after]) await terminate(operation.id);
    const ended = [await client.follow(before.operation.id), await client.follow(after.operation.id)];
    const next = await nextOf(client, [{ offer: 'before', operation: before.operation }], MAX_MS);

    // Assess
    expect(ended).toMatchObject([{ status: 'Canceled' }, { status: 'Failed', error: { code: 'Terminated' } }]);
    expect(next).toEqual(['Succeeded']);
    for (const { id, sequence } of ended) {
      const sequences = (await client.allEvents(id)).map((event) => event.sequence);
      expect([...new Set(sequences)]).toEqual(Array.from({ length: sequence }, (_, index) => index + 1));
    }
    expect([await postsOf(client, 'before'), await postsOf(client, 'after')]).toEqual([1, 1]);
  },
  MAX_MS,
);

test(
  `${OPERATIONS} waiting operations survive the loss of their task hub`,
  async () => {
    // Prepare
    const asked = await askForMany(client, 'lost-hub', OPERATIONS, 20);
    await allArePublishing(asked);

    // Act: switch to another host, whose hub contains none of them.
    await stack.killHost();
    const there = clientOf(await onAnotherHost());
    const ended = await endOf(there, asked, MAX_MS);

    // Assess
    expect(await wrongWith(there, ended)).toEqual([]);
    expect(new Set(await nextOf(there, asked, MAX_MS))).toEqual(new Set(['Succeeded']));
  },
  MAX_MS,
);

test(
  'operations whose record was restored from an earlier moment than their task hub go on and fill its holes',
  async () => {
    // Prepare
    const table = await tableOf(stack);
    const asked = await askForMany(client, 'older-record', 5, 20);
    await waitUntil('all in the record', async () => (await ownRows(table, 'o|')).length === asked.length);
    const earlier = await ownRows(table, '');
    await allArePublishing(asked);

    // Act
    await stack.killHost();
    await restore(table, earlier);
    await stack.startHost();
    const ended = await endOf(client, asked, MAX_MS);

    // Assess
    expect(await wrongWith(client, ended)).toEqual([]);
    expect(new Set(await nextOf(client, asked, MAX_MS))).toEqual(new Set(['Succeeded']));
  },
  MAX_MS,
);

test(
  'operations whose task hub was restored from an earlier moment than their record go on from the record',
  async () => {
    // Prepare
    const asked = await askForMany(client, 'older-hub', 5, 20);
    await allArePublishing(asked);
    const inputs = await Promise.all(asked.map(({ operation }) => inputOf(operation.id)));

    // Act: switch to another host, whose hub contains each of them as it was just after its acceptance.
    await stack.killHost();
    const other = await onAnotherHost();
    await Promise.all(asked.map(({ operation }, index) => startAgain(other, operation.id, inputs[index])));
    const ended = await endOf(clientOf(other), asked, MAX_MS);

    // Assess
    expect(await wrongWith(clientOf(other), ended)).toEqual([]);
    expect(new Set(await nextOf(clientOf(other), asked, MAX_MS))).toEqual(new Set(['Succeeded']));
  },
  MAX_MS,
);

test(
  `operations that were resumed while their host stood still for ${FREEZE_SECONDS} s hear nothing of it when it goes on`,
  async () => {
    // Prepare: some operations wait for the marketplace, others are sending their POST.
    const waiting = await askForMany(client, 'frozen', 5, 15);
    await allArePublishing(waiting);
    const faults = [{ on: 'golive', do: 'late', seconds: 5 }];
    const posting = await askForMany(client, 'frozen-posting', 5, 15, { faults });
    await waitUntil('the POSTs', async () => {
      const counts = await Promise.all(posting.map(({ offer }) => postsOf(client, offer)));
      return counts.every((count) => count === 1);
    });
    const asked = [...waiting, ...posting];

    // Act
    const goOn = freezeHost(stack);
    const other = await onAnotherHost();
    const there = clientOf(other);
    const began = Date.now();
    const ended = await endOf(there, asked, MAX_MS);
    await client.sleep(Math.max(0, FREEZE_SECONDS * 1000 - (Date.now() - began)));
    goOn();
    await client.sleep(10_000);

    // Assess
    expect(await wrongWith(there, ended)).toEqual([]);
    const later = await Promise.all(asked.map(({ operation }) => seen(operation.id, other)));
    expect(later).toEqual(ended.map(({ operation }) => operation));
  },
  MAX_MS,
);

test(
  'a submission that its host stood still over for 70 s, and that was answered after 90 s, is one POST',
  async () => {
    // Prepare
    await client.scenario('held', {
      goLive: { steps: [{ id: 'live', seconds: 1 }] },
      faults: [{ on: 'golive', times: 1, do: 'late', seconds: 90 }],
    });
    const { operation } = await client.goLive('held');
    await waitUntil('the POST', async () => (await postsOf(client, 'held')) === 1);

    // Act
    const goOn = freezeHost(stack);
    await client.sleep(70_000);
    goOn();
    const ended = await client.follow(operation.id, MAX_MS);

    // Assess
    expect(await wrongWith(client, [{ offer: 'held', operation: ended }])).toEqual([]);
  },
  MAX_MS,
);

async function seen(id: string, where: RunningStack = stack) {
  return (await (await clientOf(where).get(`operations/${id}`)).json()) as Asked['operation'];
}

async function allArePublishing(asked: readonly Asked[]): Promise<void> {
  for (const { offer, operation } of asked) {
    await waitUntil(`${offer} to be published`, async () => (await seen(operation.id)).phase === 'publishing', {
      withinMs: 60_000,
    });
  }
}

/** The same stand-ins and record, used through another host with a task hub of its own. */
async function onAnotherHost(): Promise<RunningStack> {
  const app = await stack.startAnotherHost();
  return { ...stack, endpoints: () => ({ ...stack.endpoints(), app }) };
}

const managementOf = (where: RunningStack) => `${where.endpoints().app}/runtime/webhooks/durabletask`;

async function terminate(id: string): Promise<void> {
  const response = await fetch(`${managementOf(stack)}/instances/${id}/terminate?reason=test`, { method: 'POST' });
  if (response.status !== 202) throw new Error(`Terminate ${id}: ${response.status}.`);
}

async function inputOf(id: string): Promise<unknown> {
  const instance = await fetch(`${managementOf(stack)}/instances/${id}`);
  return ((await instance.json()) as { input: unknown }).input;
}

async function startAgain(where: RunningStack, id: string, input: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  const response = await fetch(`${managementOf(where)}/orchestrators/goLive/${id}`, { method: 'POST', headers, body });
  if (response.status !== 202) throw new Error(`Start ${id}: ${response.status} ${await response.text()}`);
}

async function ownRows(table: Table, prefix: string) {
  const rows = [];
  for await (const page of rowsOf(table, RECORD, prefix, `${prefix}~`)) rows.push(...page);
  return rows;
}

/** Restores the operations' rows to an earlier content. */
async function restore(table: Table, earlier: Awaited<ReturnType<typeof ownRows>>): Promise<void> {
  const kept = new Set(earlier.map(({ rowKey }) => rowKey));
  const newer = (await ownRows(table, '')).filter(({ rowKey }) => !kept.has(rowKey));
  for (const { rowKey } of newer) await table.change(RECORD, [{ kind: 'delete', rowKey }]);
  for (const { rowKey, columns } of earlier) await table.change(RECORD, [{ kind: 'put', rowKey, columns }]);
}
