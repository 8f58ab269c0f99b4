import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { submitByHand } from '../../tools/stack/submit-by-hand.ts';
import { waitUntil } from '../wait-until.ts';

// Of two starts of one instance id at the same moment the durable engine accepts both, and keeps one. Who is first is
// therefore decided in the record.

const ROUNDS = 8;
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

const { stack, client } = stackOfFile();

test('sends one POST when the submission of one attempt is run twice at once', async () => {
  // Prepare
  const byHand = await submitByHand(stack);
  const offers = rounds.map((round) => `submitted-twice-${round}`);
  const commands = await Promise.all(offers.map((offer) => byHand.prepare(offer)));
  const app = stack.endpoints().app ?? '';

  // Act
  for (const command of commands) await Promise.all([byHand.run(app, command), byHand.run(app, command)]);
  for (const offer of offers) await waitUntil(`a POST for ${offer}`, async () => (await byHand.postsOf(offer)) > 0);
  await client.sleep(1_000);

  // Assess
  expect(await Promise.all(offers.map((offer) => byHand.postsOf(offer)))).toEqual(offers.map(() => 1));
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
