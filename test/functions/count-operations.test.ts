import type * as z from 'zod';
import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import { OPERATION_STATUSES } from '../../src/domain/operation.ts';
import { PHASES } from '../../src/domain/phase.ts';
import { countOperations } from '../../src/functions/count-operations.ts';
import { operationCountsSchema } from '../../src/http/operation-counts.ts';
import type { Table } from '../../src/platform/record/table.ts';
import { accepted, aRequest, aStep, cancelAsked, inspected, observed, START, take } from '../domain/go-lives.ts';
import { memoryRecord, memoryTable } from '../platform/record/memory-table.ts';
import { aRequestOf, bodyOf } from './requests.ts';

const BLOCKED = observed({ steps: [aStep({ status: 'blocked' })] });

function started(id: string, request: Partial<GoLiveRequest> = {}): GoLive {
  return { ...begin({ ...aRequest(request), operationId: id }, START), run: 'run' };
}

const publishing = (id: string, request: Partial<GoLiveRequest> = {}) =>
  take(started(id, request), inspected(), accepted);

const STATES: GoLive[] = [
  started('waits'),
  started('dated', { notBefore: START + 3_600_000, labels: { release: '2026-11' } }),
  started('gated', { approval: { required: 1, expiresAfterSeconds: 60 } }),
  publishing('runs', { labels: { release: '2026-11' } }),
  publishing('of-another', { publisherId: 'Fabrikam' }),
  publishing('other-offer', { offerId: 'other' }),
  take(publishing('blocked', { labels: { release: '2026-11' } }), BLOCKED),
  take(publishing('calm-again'), BLOCKED, observed(), observed()),
  // Both have ended, and keep their row until the last event is sent.
  take(started('canceled'), cancelAsked),
  take(publishing('failed'), observed({ state: 'failed', failure: { code: 'CertificationFailed', message: 'No.' } })),
];

async function recordOf(states: readonly GoLive[], table: Table = memoryTable()) {
  const record = memoryRecord(table);
  for (const state of states) await record.write(state);
  return record;
}

async function count(record: Awaited<ReturnType<typeof recordOf>>, query = '') {
  const response = await countOperations(aRequestOf({ method: 'GET', path: `operations/counts${query}` }), { record });
  expect(response.status).toBe(200);
  return bodyOf<z.infer<typeof operationCountsSchema>>(response);
}

test('counts what has not ended, in the form that the API describes', async () => {
  // Act
  const counts = await count(await recordOf(STATES));

  // Assess
  expect(counts).toMatchObject({
    active: 8,
    attention: 1,
    byStatus: { NotStarted: 3, Running: 5 },
    byPhase: { scheduled: 3, publishing: 5, canceling: 0 },
    byAttention: { PersonNeeded: 1 },
  });
  expect(operationCountsSchema.strict().parse(counts)).toEqual(counts);
});

test.each([
  ['?publisherId=FABRIKAM', 1],
  ['?publisherId=contoso&offerId=other', 1],
  ['?offerId=vm', 7],
  ['?label.release=2026-11', 3],
  ['?publisherId=fabrikam&label.release=2026-11', 0],
])('counts those of %s', async (query, active) => {
  expect((await count(await recordOf(STATES), query)).active).toBe(active);
});

test('says the same as the lists', async () => {
  // Prepare
  const record = await recordOf(STATES);
  const listed = async (query: object) => (await record.list({ top: 100, ...query })).operations.length;

  // Act
  const { byStatus, byPhase, attention } = await count(record);

  // Assess
  for (const [status, shown] of Object.entries(byStatus)) {
    expect([status, shown]).toEqual([
      status,
      await listed({ status: OPERATION_STATUSES.filter((one) => one === status) }),
    ]);
  }
  for (const [phase, shown] of Object.entries(byPhase)) {
    expect([phase, shown]).toEqual([phase, await listed({ phase: PHASES.filter((one) => one === phase) })]);
  }
  expect(attention).toBe(await listed({ attention: true }));
});

test('reads the rows of active operations alone, a thousand with each request', async () => {
  // Prepare
  const table = memoryTable();
  const read: number[] = [];
  const counting: Table = {
    ...table,
    async range(partition, query) {
      const range = await table.range(partition, query);
      read.push(range.rows.length);
      return range;
    },
  };
  const many = Array.from({ length: 1100 }, (_, index) => started(`op-${index}`));

  // Act
  const { active } = await count(await recordOf(many, counting));

  // Assess
  expect(active).toBe(1100);
  expect(read).toEqual([1000, 100]);
});

test.each(['?status=Running', '?publisherId=a/b', '?top=1'])('refuses %s', async (query) => {
  const request = aRequestOf({ method: 'GET', path: `operations/counts${query}` });

  expect((await countOperations(request, { record: memoryRecord() })).status).toBe(400);
});
