import { clientOf } from '../../tools/stack/client.ts';
import { type RunningStack, startStack, until } from '../../tools/stack/running-stack.ts';
import { brokenOn } from './broken-on.ts';

// Two of the same at the same moment. Microsoft's engine reads whether an instance is there, sends its start message and
// inserts its row, and nobody looks whether the insert failed: both callers hear "started". What asks the task hub alone
// who was first is wrong there.
const START_IS_NOT_EXCLUSIVE = ['local', 'real'] as const;

const ROUNDS = 8;
const WARM_UP = 3;
const TICKET = 'submissionTicket';

let stack: RunningStack;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  stack = await startStack();
  client = clientOf(stack);
  // Connections and code that are used for the first time would keep the two apart.
  await Promise.all(Array.from({ length: WARM_UP }, (_, n) => start(`warm-up-${n}`, 0)));
}, 60_000);
afterAll(() => stack?.stop(), 30_000);

const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

async function start(id: string, input: unknown): Promise<number> {
  const url = `${stack.endpoints().app}/runtime/webhooks/durabletask/orchestrators/${TICKET}/${id}`;
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
  await response.arrayBuffer();
  return response.status;
}

brokenOn(START_IS_NOT_EXCLUSIVE)('of two starts of one instance at once, one is refused', async () => {
  // Act
  const accepted: number[] = [];
  for (const round of rounds) {
    const statuses = await Promise.all([start(`race-${round}`, 1), start(`race-${round}`, 2)]);
    accepted.push(statuses.filter((status) => status === 202).length);
  }

  // Assess
  expect(accepted).toEqual(rounds.map(() => 1));
});

brokenOn(START_IS_NOT_EXCLUSIVE)('one intent whose submission runs twice at once is one POST', async () => {
  // Prepare
  const offers = rounds.map((round) => `twice-${round}`);
  await Promise.all(offers.map((offer) => client.scenario(offer, {})));
  const submit = async (offer: string) => {
    const place = { operationId: `operation-${offer}`, publisherId: 'contoso', offerId: offer };
    const command = { kind: 'submit', ...place, api: 'cloud-partner-portal', intent: { attempt: 1, version: '2' } };
    const response = await fetch(`${stack.endpoints().app}/admin/functions/submit`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ input: JSON.stringify(command) }),
    });
    return response.status;
  };

  // Act
  const posts: number[] = [];
  for (const offer of offers) {
    await Promise.all([submit(offer), submit(offer)]);
    posts.push(await settledPosts(offer));
  }

  // Assess
  expect(posts).toEqual(offers.map(() => 1));
});

brokenOn(START_IS_NOT_EXCLUSIVE)('of two requests at once with one key and two bodies, one is refused', async () => {
  // Act
  const statuses: number[][] = [];
  for (const round of rounds) {
    const ask = async (who: string) =>
      (await client.goLive(`two-bodies-${round}`, { labels: { who } }, { 'Idempotency-Key': 'one' })).response.status;
    statuses.push((await Promise.all([ask('ada'), ask('grace')])).toSorted());
  }

  // Assess
  expect(statuses).toEqual(rounds.map(() => [202, 422]));
});

/** How many go-lives were posted, once both runs have had the time to: they answer before, and post within moments. */
async function settledPosts(offer: string): Promise<number> {
  const posts = async () => (await client.portalRequests(offer)).filter(({ action }) => action === 'golive').length;
  await until(`a POST for ${offer}`, posts);
  await client.sleep(1_000);
  return posts();
}
