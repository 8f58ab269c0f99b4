import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationView } from '../../src/domain/operation.ts';
import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { clientOf, type SeenEvent } from '../stack/client.ts';
import { killWorker } from '../stack/kill-worker.ts';
import { type RunningStack, startStack } from '../stack/running-stack.ts';
import { SETTLE_SECONDS } from './faults.ts';
import { killHost } from './kill.ts';
import { type Plan, planOffers } from './offers.ts';
import { type PatientPost, patientPost } from './patient-post.ts';
import { between, oneOf, type Random, seededRandom } from './random.ts';
import { type Fate, wrongWith } from './verdict.ts';

export interface ChaosOptions {
  kills: number;
  operations: number;
  /** Reproduces the faults, the order and the pauses, but not the machine's own timing. */
  seed: number;
  /** How long after the last kill the operations may take to end. */
  patienceSeconds: number;
  /** The marketplace API through which they go live. */
  api: MarketplaceApi;
  victims: readonly [Victim, ...Victim[]];
}

/** What can be killed: the host with everything that it runs, or only the app's worker process. */
export const VICTIMS = ['host', 'worker'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface ChaosResult {
  kills: Record<Victim, number>;
  fates: Fate[];
  wrong: string[];
}

/** The names of a go-live in the rehearsal marketplace's journal, one per API. */
const GO_LIVE_CALLS = ['golive', 'configure'];
const MAX_PAUSE_MS = 1_200;
/** A request must be acknowledged within this time after the last kill. */
const ACKNOWLEDGED_WITHIN_MS = 60_000;
/** The most that one kill adds to that time, including the restart of what was killed. */
const KILL_MS = 5_000;
/** After each group of this many kills, a service in Azure becomes unavailable as well. */
const KILLS_PER_OUTAGE = 5;

type Client = ReturnType<typeof clientOf>;

/** An operation that was acknowledged. */
interface Asked {
  id: string;
  plan: Plan;
}

/** The rehearsal marketplace's view of an offer. */
interface SeenOffer {
  accepted: { golive: number };
  offer: { operations: { id: string; kind: string }[] };
  requests: { action: string; operationId?: string }[];
}

/**
 * Kills the host and the app's process at random moments while operations run on a faulty marketplace; reports what is
 * wrong afterwards.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const random = seededRandom(options.seed);
  const plans = planOffers(random, options.operations, options.api);
  const stack = await startStack({ GO_LIVE_SETTLE_SECONDS: String(SETTLE_SECONDS), GO_LIVE_LOCAL_LOG: 'error' });
  try {
    const client = clientOf(stack);
    const post = patientPost(client, ACKNOWLEDGED_WITHIN_MS + options.kills * KILL_MS);
    const chaos = { isOver: false };
    const asking = Promise.all(
      plans.map(async (plan, index) => {
        const until = Date.now() + startAfter(index / plans.length, options);
        while (Date.now() < until && !chaos.isOver) await sleep(50);
        await client.scenario(plan.offer, plan.scenario);
        return ask(post, plan);
      }),
    );
    // An error surfaces when `asking` is awaited after the kills; until then it must not count as unhandled.
    asking.catch(() => {});
    const kills = await killAtRandom(stack, client, random, options);
    chaos.isOver = true;
    const fates = await fatesOf(stack, client, (await asking).flat(), options.patienceSeconds * 1000);
    const wrong = fates.flatMap((fate) => wrongWith(fate).map((what) => `${fate.plan.offer} (${fate.id}): ${what}`));
    return { kills, fates, wrong };
  } finally {
    await stack.stop();
  }
}

/** Half of the operations are requested at the start, the others while the kills go on. */
function startAfter(place: number, { kills }: ChaosOptions): number {
  return Math.max(place - 0.5, 0) * kills * MAX_PAUSE_MS;
}

/** Requests the offer's operations, and cancels them where the plan says so. */
async function ask(post: PatientPost, plan: Plan): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (let request = 1; request <= plan.requests; request++) {
    const path = `publishers/contoso/offers/${plan.offer}/golive`;
    const { id } = await post(path, `chaos-${request}`, { api: plan.api, onConflict: plan.onConflict });
    asked.push({ id, plan });
  }
  if (plan.end === 'Canceled') {
    await sleep(plan.cancelAfterMs);
    await post(`operations/${asked[0]?.id}/cancel`, 'chaos', {});
  }
  return asked;
}

async function killAtRandom(
  stack: RunningStack,
  client: Client,
  random: Random,
  { kills: count, victims }: ChaosOptions,
): Promise<ChaosResult['kills']> {
  const kills = { host: 0, worker: 0 };
  for (let kill = 1; kill <= count; kill++) {
    await sleep(between(random, 0, MAX_PAUSE_MS));
    if (kill % KILLS_PER_OUTAGE === 0) {
      const service = oneOf(random, ['eventGrid', 'eventGrid', 'keyVault', 'identity']);
      await client.fault({ service, status: 503, times: Math.ceil(between(random, 0, 6)) });
    }
    const victim = oneOf(random, victims);
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
      const { accepted, requests, offer } = (await (await fetch(url)).json()) as SeenOffer;
      const posts = requests.filter(({ action }) => GO_LIVE_CALLS.includes(action));
      // A POST may also be answered with a job that fails; such a job accepted nothing.
      const goLives = offer.operations.filter(({ kind }) => kind === 'goLive').map((each) => each.id);
      const taken = posts.findIndex(({ operationId }) => operationId !== undefined && goLives.includes(operationId));
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

/** Returns all events once every ended operation has its last one, or when time is up. */
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
