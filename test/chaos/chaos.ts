import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationView } from '../../src/domain/operation-view.ts';
import { clientOf, type SeenEvent } from '../e2e/client.ts';
import { type RunningStack, startStack, until } from '../e2e/running-stack.ts';
import { killHost, killWorker } from './kill.ts';
import { type Plan, planOffers, SETTLE_SECONDS } from './offers.ts';
import { between, oneOf, type Random, seededRandom } from './random.ts';
import { type Fate, wrongWith } from './verdict.ts';

export interface ChaosOptions {
  kills: number;
  operations: number;
  /** Repeats the faults, the order and the pauses; not what the machine does in between. */
  seed: number;
  /** How long the operations may take to end after the last kill. */
  patienceSeconds: number;
}

export interface ChaosResult {
  kills: { host: number; worker: number };
  fates: Fate[];
  wrong: string[];
}

const LONGEST_PAUSE_MS = 1_200;
/** Every so many kills something in Azure is away as well. */
const KILLS_PER_OUTAGE = 5;

type Client = ReturnType<typeof clientOf>;

/** An operation that was acknowledged. */
interface Asked {
  id: string;
  plan: Plan;
}

/** Kills the host and the app's process at random moments under operations of a faulty marketplace; says what is wrong then. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const random = seededRandom(options.seed);
  const plans = planOffers(random, options.operations);
  const stack = await startStack({ GO_LIVE_SETTLE_SECONDS: String(SETTLE_SECONDS), GO_LIVE_LOCAL_LOG: 'error' });
  try {
    const client = clientOf(stack);
    const chaos = { over: false };
    const asking = Promise.all(
      plans.map((plan, index) => ask(client, plan, startAfter(index / plans.length, options), chaos)),
    );
    const kills = await killAtRandom(stack, client, random, options.kills);
    chaos.over = true;
    const fates = await fatesOf(stack, client, (await asking).flat(), options.patienceSeconds * 1000);
    const wrong = fates.flatMap((fate) => wrongWith(fate).map((what) => `${fate.plan.offer} (${fate.id}): ${what}`));
    return { kills, fates, wrong };
  } finally {
    await stack.stop();
  }
}

/** Half of the offers are asked for at the start; the others while the kills go on. */
function startAfter(place: number, { kills }: ChaosOptions): number {
  return Math.max(place - 0.5, 0) * kills * LONGEST_PAUSE_MS;
}

/** Asks until the requests are acknowledged, as any client with an idempotency key does; cancels where that is planned. */
async function ask(client: Client, plan: Plan, afterMs: number, chaos: { over: boolean }): Promise<Asked[]> {
  for (const until = Date.now() + afterMs; Date.now() < until && !chaos.over; ) await sleep(50);
  await client.scenario(plan.offer, plan.scenario);
  const ids: string[] = [];
  for (let request = 1; request <= plan.requests; request++) {
    const { id } = await acknowledged(`a go-live of ${plan.offer}`, async () => {
      const key = { 'Idempotency-Key': `chaos-${request}` };
      const { response, operation } = await client.goLive(plan.offer, { onConflict: plan.onConflict }, key);
      return response.ok ? operation : undefined;
    });
    ids.push(id);
  }
  if (plan.end === 'Canceled') {
    await sleep(plan.cancelAfterMs);
    await acknowledged(`the cancel of ${ids[0]}`, async () => (await client.post(`operations/${ids[0]}/cancel`)).ok);
  }
  return ids.map((id) => ({ id, plan }));
}

/** A host that is away, or has trouble, is asked again. */
function acknowledged<T>(what: string, call: () => Promise<T>) {
  return until(what, () => call().catch(() => undefined), 60_000);
}

async function killAtRandom(stack: RunningStack, client: Client, random: Random, count: number) {
  const kills = { host: 0, worker: 0 };
  for (let kill = 1; kill <= count; kill++) {
    await sleep(between(random, 0, LONGEST_PAUSE_MS));
    if (kill % KILLS_PER_OUTAGE === 0) {
      const service = oneOf(random, ['eventGrid', 'eventGrid', 'keyVault', 'identity']);
      await client.fault({ service, status: 503, times: Math.ceil(between(random, 0, 6)) });
    }
    const victim = oneOf(random, ['host', 'worker'] as const);
    await (victim === 'host' ? killHost(stack) : killWorker(stack));
    kills[victim]++;
  }
  return kills;
}

async function fatesOf(stack: RunningStack, client: Client, asked: Asked[], patienceMs: number): Promise<Fate[]> {
  const deadline = Date.now() + patienceMs;
  const operations = new Map<string, OperationView | undefined>();
  for (const { id } of asked) {
    operations.set(id, await client.follow(id, Math.max(deadline - Date.now(), 0)).catch(() => undefined));
  }
  const all = await allEvents(stack, [...operations.values()], deadline);
  return Promise.all(
    asked.map(async ({ id, plan }) => {
      const url = `${stack.endpoints().portal}/rehearsal/publishers/contoso/offers/${plan.offer}`;
      const { accepted } = (await (await fetch(url)).json()) as { accepted: { golive: number } };
      const posts = (await client.portalRequests(plan.offer)).filter(({ action }) => action === 'golive').length;
      const events = all.filter(({ subject }) => subject === `operations/${id}`);
      return { plan, id, operation: operations.get(id), events, posts, accepted: accepted.golive };
    }),
  );
}

/** All events, once the last one of every operation that ended is there, or when time is up. */
async function allEvents(
  stack: RunningStack,
  operations: (OperationView | undefined)[],
  deadline: number,
): Promise<SeenEvent[]> {
  for (;;) {
    const events = (await (await fetch(`${stack.endpoints().admin}/events`)).json()) as SeenEvent[];
    const ids = new Set(events.map(({ id }) => id));
    if (operations.every((one) => !one || ids.has(`${one.id}.${one.sequence}`)) || Date.now() > deadline) return events;
    await sleep(250);
  }
}
