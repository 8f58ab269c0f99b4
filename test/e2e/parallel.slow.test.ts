import { namesOf, sequencesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';

const { client } = stackOfFile();

test('100 parallel identical keyed requests are one operation and one POST', async () => {
  // Act
  const key = { 'Idempotency-Key': 'parallel' };
  const answers = await Promise.all(Array.from({ length: 100 }, () => client.goLive('parallel', {}, key)));
  const ids = new Set(answers.map(({ operation }) => operation.id));
  const ended = await client.follow(answers[0]?.operation.id ?? '');
  const again = await client.goLive('parallel', {}, key);

  // Assess
  expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([202]));
  expect(ids.size).toBe(1);
  expect(ended.status).toBe('Succeeded');
  expect([again.response.status, again.operation.id]).toEqual([200, ended.id]);
  const posts = await client.goLivePosts('parallel');
  expect(posts).toHaveLength(1);
});

test('100 parallel requests of one key with two bodies are one operation; the other body is refused each time', async () => {
  // Act
  const ask = (index: number) =>
    client.goLive('two-bodies', { labels: { who: index % 2 === 0 ? 'ada' : 'grace' } }, { 'Idempotency-Key': 'two' });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(index)));
  const taken = answers.filter(({ response }) => response.status === 202).map(({ operation }) => operation);
  const ended = await client.follow(taken[0]?.id ?? '');

  // Assess
  expect(new Set(taken.map(({ id, labels }) => `${id} ${labels?.['who']}`)).size).toBe(1);
  expect(taken).toHaveLength(50);
  expect(answers.filter(({ response }) => response.status === 422)).toHaveLength(50);
  expect(ended.status).toBe('Succeeded');
  const posts = await client.goLivePosts('two-bodies');
  expect(posts).toHaveLength(1);
});

test('Event Grid away for the whole go-live delays the events, not the go-live, and breaks no order', async () => {
  // Prepare
  await client.fault({ service: 'eventGrid', status: 503, times: 1_000_000 });
  const { operation } = await client.goLive('event-grid-away');

  // Act
  const ended = await client.follow(operation.id);
  const before = await client.events(operation.id);
  await client.fault({ service: 'eventGrid', status: 503, times: 0 });
  const events = await client.allEvents(operation.id);

  // Assess
  expect(ended.status).toBe('Succeeded');
  expect(before).toEqual([]);
  expect(sequencesOf(events)).toEqual(Array.from({ length: ended.sequence }, (_, index) => index + 1));
  expect(namesOf(events).at(-1)).toBe('succeeded');
});
