import { namesOf, sequencesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';

const OPERATIONS = 20;
const KILLS = 20;
const LONGEST_PAUSE_MS = 600;

const { stack, client } = stackOfFile();

test(`carries ${OPERATIONS} operations through ${KILLS} kills of the host: one POST each, every event, in order`, async () => {
  // Prepare: steps that outlast the kills, so that each operation meets many of them.
  const offers = Array.from({ length: OPERATIONS }, (_, index) => `killed-${index}`);
  const steps = [{ id: 'live', seconds: 20 }];
  await Promise.all(offers.map((offer) => client.scenario(offer, { goLive: { steps } })));
  const started = await Promise.all(offers.map((offer) => client.goLive(offer, {}, { 'Idempotency-Key': 'once' })));
  expect(started.map(({ response }) => response.status)).toEqual(offers.map(() => 202));

  // Act: the first kill comes while the operations look, submit and settle.
  const pauses: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const pause = Math.floor(Math.random() * LONGEST_PAUSE_MS);
    pauses.push(pause);
    await client.sleep(pause);
    await stack.killHost();
    await stack.startHost();
  }
  const ended = await Promise.all(started.map(({ operation }) => client.follow(operation.id, 90_000)));

  // Assess
  const context = `pauses between kills: ${pauses.join(', ')} ms`;
  expect({ context, statuses: ended.map(({ status }) => status) }).toEqual({
    context,
    statuses: offers.map(() => 'Succeeded'),
  });
  for (const [index, offer] of offers.entries()) {
    const posts = await client.goLivePosts(offer);
    const events = await client.allEvents(ended[index]?.id ?? '');
    expect({ context, offer, posts: posts.length }).toEqual({ context, offer, posts: 1 });
    expect(sequencesOf(events)).toEqual(Array.from({ length: ended[index]?.sequence ?? 0 }, (_, n) => n + 1));
    expect(namesOf(events).at(-1)).toBe('succeeded');
  }
}, 240_000);
