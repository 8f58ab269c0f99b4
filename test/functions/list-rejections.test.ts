import type * as z from 'zod';
import type { Rejection } from '../../src/domain/rejection.ts';
import { listRejections } from '../../src/functions/list-rejections.ts';
import { rejectionPageSchema } from '../../src/http/rejection-page.ts';
import { memoryRecord } from '../platform/record/memory-table.ts';
import { aRequestOf, bodyOf } from './requests.ts';

const START = Date.parse('2026-01-05T09:00:00Z');

function rejected(id: string, minutesLater: number, messageId = id): Rejection {
  return {
    id,
    queue: 'golive-requests',
    messageId,
    rejectedAt: new Date(START + minutesLater * 60_000).toISOString(),
    code: 'InvalidRequest',
    detail: '/offerId is missing',
    errors: [{ pointer: '/offerId', detail: 'is missing' }],
    remedy: 'Correct it.',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
}

async function recordOf(...rejections: Rejection[]) {
  const record = memoryRecord();
  for (const rejection of rejections) await record.keepRejection(rejection);
  return record;
}

async function list(record: Awaited<ReturnType<typeof recordOf>>, query = '') {
  const response = await listRejections(aRequestOf({ method: 'GET', path: `rejections${query}` }), { record });
  expect(response.status).toBe(200);
  return bodyOf<z.infer<typeof rejectionPageSchema>>(response);
}

test('shows rejections, newest first, in the form that the API describes', async () => {
  // Prepare
  const record = await recordOf(rejected('old', 1), rejected('new', 3), rejected('middle', 2));

  // Act
  const page = await list(record);

  // Assess
  expect(page.value.map(({ id }) => id)).toEqual(['new', 'middle', 'old']);
  expect(page.nextLink).toBeUndefined();
  expect(rejectionPageSchema.strict().parse(page)).toEqual(page);
});

test.each([
  ['?since=2026-01-05T09:02:00Z', ['new', 'middle']],
  ['?since=2026-01-05T09:02:00.001Z', ['new']],
  [`?messageId=${encodeURIComponent("it's 1 & ü")}`, ['middle']],
  ['?messageId=nobody', []],
])('filters by %s', async (query, ids) => {
  const record = await recordOf(rejected('old', 1), rejected('new', 3), rejected('middle', 2, "it's 1 & ü"));

  expect((await list(record, query)).value.map(({ id }) => id)).toEqual(ids);
});

test('pages through all without a hole and without a repetition, also those of one moment', async () => {
  // Prepare
  const ids = Array.from({ length: 25 }, (_, index) => `r-${String(index).padStart(2, '0')}`);
  const record = await recordOf(...ids.map((id) => rejected(id, 1)));
  const seen: string[] = [];

  // Act
  for (let query: string | undefined = '?top=10'; query !== undefined; ) {
    const page = await list(record, query);
    seen.push(...page.value.map(({ id }) => id));
    query = page.nextLink === undefined ? undefined : new URL(page.nextLink).search;
  }

  // Assess
  expect(seen.toSorted()).toEqual(ids);
});

test.each(['?top=0', '?since=monday', '?messageId=', '?status=Failed'])('refuses %s', async (query) => {
  const request = aRequestOf({ method: 'GET', path: `rejections${query}` });

  expect((await listRejections(request, { record: memoryRecord() })).status).toBe(400);
});
