import { clientOf } from '../../tools/stack/client.ts';
import { killWorker } from '../../tools/stack/kill-worker.ts';
import { type RunningStack, startStack } from '../../tools/stack/running-stack.ts';

const OPERATIONS = 30;
const KILLS = 7;
const PAUSE_MS = 1_200;

let stack: RunningStack;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  stack = await startStack();
  client = clientOf(stack);
}, 60_000);
afterAll(() => stack?.stop(), 30_000);

// The engine fails every orchestration that runs in a worker process when that dies, and nothing starts it again: its
// operation then shows as failed while the offer may well go live.
test.failing(`carries ${OPERATIONS} operations through ${KILLS} kills of the worker process: none fails`, async () => {
  // Prepare
  const offers = Array.from({ length: OPERATIONS }, (_, index) => `worker-killed-${index}`);
  const steps = [{ id: 'live', seconds: 10 }];
  await Promise.all(offers.map((offer) => client.scenario(offer, { goLive: { steps } })));
  const started = await Promise.all(offers.map((offer) => client.goLive(offer)));
  expect(started.map(({ response }) => response.status)).toEqual(offers.map(() => 202));

  // Act
  for (let kill = 0; kill < KILLS; kill++) {
    await client.sleep(PAUSE_MS);
    await killWorker(stack);
  }
  const ended = await Promise.all(started.map(({ operation }) => client.follow(operation.id, 90_000)));

  // Assess
  expect(ended.map(({ status }) => status)).toEqual(offers.map(() => 'Succeeded'));
}, 180_000);
