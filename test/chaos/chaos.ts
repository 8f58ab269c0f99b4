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
const ACKNOWLEDGED_WITHIN_MS = 60_000;
/** Every so many kills something in Azure is away as well. */
const KILLS_PER_OUTAGE = 5;

type Client = ReturnType<typeof clientOf>;

/** An operation that was acknowledged. */
interface Asked {
  id: string;
  plan: Plan;
}

/** What the rehearsal portal shows of an offer. */
interface SeenOffer {
  accepted: { golive: number };
  requests: { action: string; operationId?: string }[];
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
    const path = `publishers/contoso/offers/${plan.offer}/golive`;
    ids.push((await acknowledged(client, path, `chaos-${request}`, { onConflict: plan.onConflict })).id);
  }
  if (plan.end === 'Canceled') {
    await sleep(plan.cancelAfterMs);
    await acknowledged(client, `operations/${ids[0]}/cancel`, 'chaos', {});
  }
  return ids.map((id) => ({ id, plan }));
}

/** Posts until it is acknowledged: a host that is away, or in trouble, is asked again. */
async function acknowledged(client: Client, path: string, key: string, body: object): Promise<OperationView> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  const init = { headers, body: JSON.stringify(body) };
  let last = 'none';
  const post = async () => {
    const response = await client.post(path, init);
    const text = await response.text();
    last = `${response.status} ${text}`;
    // A go-live that gave up before cannot be canceled any more: that is an answer.
    return response.ok || response.status === 409 ? (JSON.parse(text) as OperationView) : undefined;
  };
  try {
    return await until(path, () => post().catch(() => undefined), ACKNOWLEDGED_WITHIN_MS);
  } catch (cause) {
    throw new Error(`POST ${path} was not acknowledged; the last answer was: ${last}`, { cause });
  }
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
      const { accepted, requests } = (await (await fetch(url)).json()) as SeenOffer;
      const posts = requests.filter(({ action }) => action === 'golive');
      const taken = posts.findIndex(({ operationId }) => operationId !== undefined);
      const events = all.filter(({ subject }) => subject === `operations/${id}`);
      return {
        plan,
        id,
        operation: operations.get(id),
        events,
        posts: posts.length,
        accepted: accepted.golive,
        postsAfterwards: taken < 0 ? 0 : posts.length - taken - 1,
      };
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
