import { clientOf } from '../../tools/stack/client.ts';
import { type RunningStack, startStack, until } from '../../tools/stack/running-stack.ts';

// Of two starts of one instance id at the same moment the durable engine accepts both, and keeps one: whoever relies on
// being first reads back which was kept.

const ROUNDS = 8;
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

let stack: RunningStack;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  stack = await startStack();
  client = clientOf(stack);
}, 60_000);
afterAll(() => stack?.stop(), 30_000);

test('sends one POST when the submission of one attempt is run twice at once', async () => {
  // Prepare
  const offers = rounds.map((round) => `submitted-twice-${round}`);
  // The intent is written by hand, for a publish that waits without being listed.
  await Promise.all(offers.map((offer) => client.scenario(offer, { answers: { waiting: 'documented' } })));

  // Act: the answers come before the runs have ended.
  const posts: number[] = [];
  for (const offer of offers) {
    expect(await Promise.all([submit(offer), submit(offer)])).toEqual([202, 202]);
    await until(`a POST for ${offer}`, async () => (await postsOf(offer)) > 0);
    await client.sleep(1_000);
    posts.push(await postsOf(offer));
  }

  // Assess
  expect(posts).toEqual(offers.map(() => 1));
}, 120_000);

test('refuses the second of two requests that come at once with one key and two bodies', async () => {
  // Act
  const statuses: number[][] = [];
  for (const round of rounds) {
    const ask = async (who: string) => {
      const { response, operation } = await client.goLive(
        `keyed-${round}`,
        { labels: { who } },
        { 'Idempotency-Key': 'k' },
      );
      // Who hears 202 holds the operation that was asked for.
      if (response.status === 202) expect(operation.labels).toEqual({ who });
      return response.status;
    };
    statuses.push((await Promise.all([ask('ada'), ask('grace')])).toSorted());
  }

  // Assess
  expect(statuses).toEqual(rounds.map(() => [202, 422]));
}, 60_000);

/** Runs the activity by the host's own window, as the engine may run it twice. */
async function submit(offerId: string): Promise<number> {
  const place = { operationId: `operation-${offerId}`, publisherId: 'contoso', offerId, api: 'cloud-partner-portal' };
  const before = {
    running: [],
    status: 'waiting-for-publisher',
    statusWord: 'WaitingForPublisherReview',
    production: '1',
  };
  const intent = { attempt: 1, version: '2', before };
  const command = { kind: 'submit', ...place, intent, settleSeconds: 2, untaken: [] };
  const response = await fetch(`${stack.endpoints().app}/admin/functions/submit`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ input: JSON.stringify(command) }),
  });
  return response.status;
}

async function postsOf(offer: string): Promise<number> {
  return (await client.portalRequests(offer)).filter(({ action }) => action === 'golive').length;
}
