import { type RunningStack, startStack } from '../../tools/stack/running-stack.ts';
import { brokenOn } from './broken-on.ts';

// Two of the same at the same moment. Microsoft's engine reads whether an instance is there, sends its start message and
// inserts its row, and nobody looks whether the insert failed: both callers hear "started". What the app makes of it is
// tested in test/e2e/double-start.test.ts.
const START_IS_NOT_EXCLUSIVE = ['local', 'real'] as const;

const ROUNDS = 8;
const WARM_UP = 3;
const TICKET = 'submissionTicket';

let stack: RunningStack;

beforeAll(async () => {
  stack = await startStack();
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
