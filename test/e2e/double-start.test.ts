import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { submitByHand } from '../../tools/stack/submit-by-hand.ts';
import { waitUntil } from '../wait-until.ts';

// The durable engine accepts two simultaneous starts of one instance id and keeps only one of them. So the record
// decides which request wins.

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
      // A caller that gets 202 must hold the operation that it requested.
      if (response.status === 202) expect(operation.labels).toEqual({ who });
      return response.status;
    };
    statuses.push((await Promise.all([ask('ada'), ask('grace')])).toSorted());
  }

  // Assess
  expect(statuses).toEqual(rounds.map(() => [202, 422]));
}, 60_000);
