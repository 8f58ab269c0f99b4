import { between, seededRandom } from '../../tools/chaos/random.ts';
import { namesOf, sequencesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { IS_FULL, killSeeds } from '../../tools/test-depth.ts';

const { OPERATIONS, KILLS, SEEDS } = IS_FULL
  ? { OPERATIONS: 20, KILLS: 20, SEEDS: 3 }
  : { OPERATIONS: 10, KILLS: 6, SEEDS: 1 };
const MAX_PAUSE_MS = 600;

const { stack, client } = stackOfFile();

const title = `carries ${OPERATIONS} operations through ${KILLS} kills of the host: one POST each, every event, in order (KILL_SEED=%i)`;

test.each(killSeeds(SEEDS))(
  title,
  async (seed) => {
    // Prepare: steps that outlast the kills, so that each operation meets many of them.
    const random = seededRandom(seed);
    const offers = Array.from({ length: OPERATIONS }, (_, index) => `killed-${seed}-${index}`);
    const steps = [{ id: 'live', seconds: KILLS }];
    await Promise.all(offers.map((offer) => client.scenario(offer, { goLive: { steps } })));
    const started = await Promise.all(offers.map((offer) => client.goLive(offer, {}, { 'Idempotency-Key': 'once' })));
    expect(started.map(({ response }) => response.status)).toEqual(offers.map(() => 202));

    // Act: the first kill comes while the operations look, submit and settle.
    for (let kill = 0; kill < KILLS; kill++) {
      await client.sleep(between(random, 0, MAX_PAUSE_MS));
      await stack.killHost();
      await stack.startHost();
    }
    const ended = await Promise.all(started.map(({ operation }) => client.follow(operation.id, 90_000)));

    // Assess
    expect(ended.map(({ status }) => status)).toEqual(offers.map(() => 'Succeeded'));
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
