import { apply } from '../src/domain/apply.ts';
import { begin } from '../src/domain/gates.ts';
import type { GoLive } from '../src/domain/go-live.ts';
import { openRecord } from '../src/platform/record/record.ts';
import { inParallel, percentile, withStack } from '../tools/stack/bench-stack.ts';
import { tableOf } from '../tools/stack/record-of.ts';

const OPERATIONS = 20_000;
const PUBLISHERS = 20;
const OFFERS = 10;
const ROUNDS = 100;
const TOP = 20;
/** The newest operations are running; all others have ended. */
const ACTIVE = 40;

const LISTS = {
  all: '',
  'of a publisher': '&publisherId=publisher-7',
  'of an offer': '&publisherId=publisher-7&offerId=offer-7',
};

/** The first page of each list over a record of many operations: its time, and the table requests for it. */
export async function lists(): Promise<string[][]> {
  return withStack({}, async ({ endpoints }, localDir) => {
    const record = openRecord(await tableOf({ localDir }));
    const firstAt = Date.now() - OPERATIONS * 1000;
    await inParallel(OPERATIONS, 16, async (index) => {
      const state = anOperation(index, firstAt + index * 1000);
      const isActive = index >= OPERATIONS - ACTIVE;
      await record.write(isActive ? state : canceled(state));
      if (!isActive) await record.closeActive(idOf(index));
    });
    const rows: string[][] = [];
    for (const [name, filter] of Object.entries(LISTS)) {
      const url = `${endpoints.app}/api/operations?top=${TOP}${filter}`;
      rows.push(await measured(`list ${name}, p95`, endpoints.admin, () => timed(url)));
    }
    rows.push(await measured('page for people, p95', endpoints.admin, () => timedPage(`${endpoints.app}/api/ui`)));
    return rows;
  });
}

async function measured(what: string, admin: string | undefined, once: () => Promise<number>): Promise<string[]> {
  await once();
  const since = new Date().toISOString();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await once());
  const requests = (await queriesSince(admin, since)) / ROUNDS;
  const how = `p50 ${at(times, 50)}; ${OPERATIONS} operations, ${requests} to the table for each`;
  return [what, at(times, 95), how];
}

/** The page for people: everything that runs, and the fifty operations that ended last. */
async function timedPage(url: string): Promise<number> {
  const began = performance.now();
  const html = await (await fetch(url)).text();
  const took = performance.now() - began;
  const shown = html.match(/<article /g)?.length ?? 0;
  if (shown < ACTIVE + 50) throw new Error(`Wanted ${ACTIVE + 50} operations of ${url}, got ${shown}.`);
  return took;
}

/** An ended operation, as nearly all operations in a record are. */
function canceled(state: GoLive): GoLive {
  return apply(state, { kind: 'signaled', signal: { kind: 'cancel', notificationEmails: [] } }, state.now);
}

function anOperation(index: number, requestedAt: number) {
  const request = {
    operationId: idOf(index),
    publisherId: `publisher-${index % PUBLISHERS}`,
    offerId: `offer-${Math.floor(index / PUBLISHERS) % OFFERS}`,
    requestedAt,
    onConflict: 'join' as const,
    laneKey: `lane-${index}`,
    fingerprint: 'f',
    labels: { build: String(index) },
    terms: {
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
