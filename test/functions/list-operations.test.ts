import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import { listOperations } from '../../src/functions/list-operations.ts';
import type { OperationPageBody } from '../../src/http/operation-page.ts';
import { keyName } from '../../src/platform/record/keys.ts';
import type { Table } from '../../src/platform/record/table.ts';
import { accepted, aRequest, aStep, cancelAsked, inspected, observed, START, take } from '../domain/go-lives.ts';
import { memoryRecord, memoryTable } from '../platform/record/memory-table.ts';
import { KEY, personOf } from './callers.ts';
import { aRequestOf, bodyOf } from './requests.ts';

const MINUTE_MS = 60_000;

function started(
  id: string,
  minutesLater: number,
  offer: Partial<Pick<GoLiveRequest, 'publisherId' | 'offerId' | 'labels' | 'key'>> = {},
): GoLive {
  const requestedAt = START + minutesLater * MINUTE_MS;
  return { ...begin({ ...aRequest(), operationId: id, ...offer, requestedAt }, requestedAt), run: 'run' };
}

/** A record of these operations. */
async function recordOf(...states: GoLive[]) {
  const record = memoryRecord();
  for (const state of states) await record.write(state);
  return record;
}

async function list(
  record: Awaited<ReturnType<typeof recordOf>>,
  query = '',
  caller = KEY,
): Promise<OperationPageBody> {
  const response = await listOperations(aRequestOf({ method: 'GET', path: `operations${query}` }), {
    record,
    caller,
  });
  expect(response.status).toBe(200);
  return bodyOf<OperationPageBody>(response);
}

const idsOf = ({ value }: OperationPageBody) => value.map(({ id }) => id);

test('shows operations, newest first', async () => {
  const record = await recordOf(started('old', 1), started('new', 3), started('middle', 2));

  const page = await list(record);

  expect(idsOf(page)).toEqual(['new', 'middle', 'old']);
  expect(page.nextLink).toBeUndefined();
});

test.each([
  ['everybody', ['GoLive.Read'], ['t1', 'f1', 'c1']],
  ['one publisher', ['GoLive.Submit:Contoso'], ['c1']],
  ['two publishers', ['GoLive.Read:contoso', 'GoLive.Approve:tailspin'], ['t1', 'c1']],
  ['nobody', [], []],
])('shows who may see %s just that', async (_, roles, ids) => {
  // Prepare
  const record = await recordOf(
    started('c1', 1, { publisherId: 'contoso' }),
    started('f1', 2, { publisherId: 'fabrikam' }),
    started('t1', 3, { publisherId: 'Tailspin' }),
  );

  // Act
  const page = await list(record, '', personOf('ann-id', 'ann', roles));

  // Assess
  expect(idsOf(page)).toEqual(ids);
});

test.each([
  ['?publisherId=FABRIKAM', ['f1']],
  ['?publisherId=contoso', ['c3', 'c2', 'c1']],
  ['?publisherId=contoso&offerId=other', ['c2']],
  ['?offerId=vm', ['f1', 'c3', 'c1']],
  ['?status=Canceled', ['c3']],
  ['?status=Canceled,NotStarted&publisherId=contoso', ['c3', 'c2', 'c1']],
  ['?status=Succeeded', []],
])('filters by %s', async (query, ids) => {
  const record = await recordOf(
    started('c1', 1),
    started('c2', 2, { offerId: 'other' }),
    take(started('c3', 3), cancelAsked),
    started('f1', 4, { publisherId: 'Fabrikam' }),
  );

  expect(idsOf(await list(record, query))).toEqual(ids);
});

describe('finds', () => {
  const labeled = started('labeled', 2, { labels: { release: '2026-11', "o'clock": "it's ünlü" } });
  const other = started('other', 3, { labels: { release: '2026-12' } });
  const blocked = take(
    started('blocked', 4),
    inspected(),
    accepted,
    observed({ steps: [aStep({ status: 'blocked' })] }),
  );
  const keyed = started('keyed', 5, { key: keyName('contoso', 'vm', 'github-1') });

  test.each([
    ['?label.release=2026-11', ['labeled']],
    [`?label.release=2026-11&label.${encodeURIComponent("o'clock=it's ünlü").replace('%3D', '=')}`, ['labeled']],
    ['?label.release=2026-11&label.team=a', []],
    ['?attention=true', ['blocked']],
    ['?attention=false', ['keyed', 'other', 'labeled']],
    ['?phase=publishing,settling', ['blocked']],
    ['?phase=scheduled&label.release=2026-12', ['other']],
    ['?since=2026-01-05T09:04:00Z', ['keyed', 'blocked']],
    ['?since=2026-01-05T09:04:00.001Z', ['keyed']],
    ['?publisherId=CONTOSO&offerId=vm&key=github-1', ['keyed']],
    ['?publisherId=contoso&offerId=other&key=github-1', []],
  ])('by %s', async (query, ids) => {
    const record = await recordOf(labeled, other, blocked, keyed);

    expect(idsOf(await list(record, query))).toEqual(ids);
  });

  test('no attention that is over', async () => {
    const calm = take(blocked, observed(), observed());

    expect(idsOf(await list(await recordOf(blocked, calm), '?attention=true'))).toEqual([]);
  });
});

test('pages through all without a hole and without a repetition, also those of one moment', async () => {
  const ids = Array.from({ length: 25 }, (_, index) => `op-${String(index).padStart(2, '0')}`);
  const record = await recordOf(...ids.map((id) => started(id, 1)));
  const seen: string[] = [];

  for (let query: string | undefined = '?top=10'; query !== undefined; ) {
    const page = await list(record, query);
    seen.push(...idsOf(page));
    query = page.nextLink === undefined ? undefined : new URL(page.nextLink).search;
  }

  expect(seen.toSorted()).toEqual(ids);
});

test.each([
  '?top=0',
  '?top=101',
  '?top=x',
  '?status=Running,',
  '?page=2',
  '?continuation=%25',
  '?phase=live',
  '?attention=yes',
  '?since=monday',
  '?key=github-1',
  '?publisherId=contoso&key=k',
  '?labels=a',
])('refuses %s', async (query) => {
  const request = aRequestOf({ method: 'GET', path: `operations${query}` });

  expect((await listOperations(request, { record: memoryRecord(), caller: KEY })).status).toBe(400);
});

test.each(['', '&publisherId=contoso', '&publisherId=contoso&offerId=vm', '&offerId=vm', '&status=NotStarted'])(
  'asks the table once for a page, and for no more rows than it shows: %s',
  async (filter) => {
    // Prepare
    const table = memoryTable();
    const asked: { top: number; rows: number }[] = [];
    const counting: Table = {
      ...table,
      async range(partition, query) {
        const range = await table.range(partition, query);
        asked.push({ top: query.top, rows: range.rows.length });
        return range;
      },
    };
    const record = memoryRecord(counting);
    for (let index = 0; index < 60; index++) await record.write(started(`op-${index}`, index));

    // Act
    const page = await list(record, `?top=7${filter}`);

    // Assess
    expect(page.value).toHaveLength(7);
    expect(asked).toEqual([{ top: 7, rows: 7 }]);
  },
);
