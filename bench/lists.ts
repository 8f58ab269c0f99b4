import { begin } from '../src/domain/gates.ts';
import { openRecord } from '../src/platform/record/record.ts';
import { inParallel, percentile, withStack } from '../tools/stack/bench-stack.ts';
import { tableOf } from '../tools/stack/record-of.ts';

const OPERATIONS = 20_000;
const PUBLISHERS = 20;
const OFFERS = 10;
const ROUNDS = 100;
const TOP = 20;

const LISTS = {
  all: '',
  'of a publisher': '&publisherId=publisher-7',
  'of an offer': '&publisherId=publisher-7&offerId=offer-7',
};

/** The first page of each list over a record of many operations: time, and what the table was asked for it. */
export async function lists(): Promise<string[][]> {
  return withStack({}, async ({ endpoints }, localDir) => {
    const record = openRecord(await tableOf({ localDir }));
    const firstAt = Date.now() - OPERATIONS * 1000;
    await inParallel(OPERATIONS, 16, async (index) => {
      await record.write(anOperation(index, firstAt + index * 1000));
      await record.closeActive(idOf(index));
    });
    const rows: string[][] = [];
    for (const [name, filter] of Object.entries(LISTS)) {
      const url = `${endpoints.app}/api/operations?top=${TOP}${filter}`;
      await timed(url);
      const since = new Date().toISOString();
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await timed(url));
      const requests = (await queriesSince(endpoints.admin, since)) / ROUNDS;
      const how = `p50 ${at(times, 50)}; ${OPERATIONS} operations, ${requests} request to the table for each page of ${TOP}`;
      rows.push([`list ${name}, p95`, at(times, 95), how]);
    }
    return rows;
  });
}

function anOperation(index: number, requestedAt: number) {
  const request = {
    operationId: idOf(index),
    publisherId: `publisher-${index % PUBLISHERS}`,
    offerId: `offer-${Math.floor(index / PUBLISHERS) % OFFERS}`,
    requestedAt,
    onConflict: 'join' as const,
    lane: `lane-${index}`,
    fingerprint: 'f',
    labels: { build: String(index) },
    course: {
      pollMinSeconds: 30,
      pollMaxSeconds: 600,
      settleSeconds: 60,
      announceSeconds: 3600,
      deadlineAt: requestedAt + 1_382_400_000,
    },
  };
  return { ...begin(request, requestedAt), run: 'bench' };
}

const idOf = (index: number) => `operation-${index}`;

async function timed(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  const { value } = (await response.json()) as { value: unknown[] };
  if (value.length !== TOP) throw new Error(`Wanted ${TOP} operations of ${url}, got ${value.length}.`);
  return performance.now() - began;
}

async function queriesSince(admin: string | undefined, since: string): Promise<number> {
  const seen = (await (await fetch(`${admin}/requests?service=storage`)).json()) as { method: string; time: string }[];
  return seen.filter(({ method, time }) => method === 'GET' && time >= since).length;
}

function at(times: number[], percent: number): string {
  return `${percentile(times, percent).toFixed(1)} ms`;
}
