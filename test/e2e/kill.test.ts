import { between, seededRandom } from '../../tools/chaos/random.ts';
import { namesOf, sequencesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { IS_FULL, killSeeds } from '../../tools/test-depth.ts';
import { waitUntil } from '../wait-until.ts';

const { OPERATIONS, KILLS, SEEDS } = IS_FULL
  ? { OPERATIONS: 20, KILLS: 20, SEEDS: 3 }
  : { OPERATIONS: 10, KILLS: 6, SEEDS: 1 };
const MAX_PAUSE_MS = 600;
/**
 * Kills while operations are still being submitted: each may leave the outcome of a POST unknown, and after three of those
 * an operation gives up (`MAX_FRUITLESS_POSTS`).
 */
const KILLS_BEFORE_PUBLISHING = 2;

const { stack, client } = stackOfFile();

const title = `carries ${OPERATIONS} operations through ${KILLS} kills of the host: one POST each, every event, in order (KILL_SEED=%i)`;

test.each(killSeeds(SEEDS))(
  title,
  async (seed) => {
    // Prepare: steps that outlast the kills, so that each operation meets many of them.
    const random = seededRandom(seed);
    const offers = Array.from({ length: OPERATIONS }, (_, index) => `killed-${seed}-${index}`);
    const steps = [{ id: 'live', seconds: KILLS * 1.5 }];
    await Promise.all(offers.map((offer) => client.scenario(offer, { goLive: { steps } })));
    const started = await Promise.all(offers.map((offer) => client.goLive(offer, {}, { 'Idempotency-Key': 'once' })));
    expect(started.map(({ response }) => response.status)).toEqual(offers.map(() => 202));

    const areSubmitted = async () => {
      const shown = await Promise.all(started.map(({ operation }) => client.get(`operations/${operation.id}`)));
      const bodies = (await Promise.all(shown.map((response) => response.json()))) as { phase: string }[];
      return bodies.every(({ phase }) => phase === 'publishing' || phase === 'ended');
    };

    // Act: the first kill comes while the operations look, submit and settle.
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill === KILLS_BEFORE_PUBLISHING) await waitUntil('the submissions', areSubmitted, { toleratesErrors: true });
      await client.sleep(between(random, 0, MAX_PAUSE_MS));
      await stack.killHost();
      await stack.startHost();
    }
    const ended = await Promise.all(started.map(({ operation }) => client.follow(operation.id, 90_000)));

    // Assess
    const how = ended.map(({ status, error }) => (error ? `${status} ${error.code}: ${error.message}` : status));
    expect(how).toEqual(offers.map(() => 'Succeeded'));
    for (const [index, offer] of offers.entries()) {
      const posts = await client.goLivePosts(offer);
      const events = await client.allEvents(ended[index]?.id ?? '');
      expect({ offer, posts: posts.length }).toEqual({ offer, posts: 1 });
      expect(sequencesOf(events)).toEqual(Array.from({ length: ended[index]?.sequence ?? 0 }, (_, n) => n + 1));
      expect(namesOf(events).at(-1)).toBe('succeeded');
    }
  },
  240_000,
);
