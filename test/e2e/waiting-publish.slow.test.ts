import { stackOfFile } from '../../tools/stack/stack-of-file.ts';

const { client } = stackOfFile();

const posts = async (offer: string) => await client.goLivePosts(offer);

const FORMS = ['running', 'documented'].flatMap((waiting) =>
  ['own', 'publish'].flatMap((goLiveId) =>
    ['join', 'queue', 'fail'].flatMap((onConflict) =>
      [false, true].map((isLost) => ({ waiting, goLiveId, onConflict, isLost })),
    ),
  ),
);

test("a publish that waits for its go-live is in nobody's way, however it shows and whatever is lost", async () => {
  // Act
  const ended = await Promise.all(
    FORMS.map(async ({ waiting, goLiveId, onConflict, isLost }, index) => {
      const offer = `waits-${index}`;
      await client.scenario(offer, {
        answers: { waiting, goLiveId },
        goLive: { steps: [{ id: 'displaypackage', seconds: 6 }, { id: 'live' }] },
        ...(isLost && { faults: [{ on: 'golive', times: 1, do: 'lost-answer' }] }),
      });
      const { operation } = await client.goLive(offer, { onConflict });
      const { status, result } = await client.follow(operation.id);
      return {
        waiting,
        goLiveId,
        onConflict,
        isLost,
        status,
        version: result?.version,
        posts: (await posts(offer)).length,
      };
    }),
  );

  // Assess
  expect(ended).toEqual(FORMS.map((form) => ({ ...form, status: 'Succeeded', version: '2', posts: 1 })));
}, 90_000);

test('a publish that is on its way to preview is waited for, and what it brings goes live', async () => {
  // Prepare
  await client.scenario('on-its-way', { running: { kind: 'publish', startedSecondsAgo: 0 } });

  // Act
  const { operation } = await client.goLive('on-its-way');
  const { status, result } = await client.follow(operation.id);
  const events = await client.allEvents(operation.id);

  // Assess
  expect([status, result?.version, (await posts('on-its-way')).length]).toEqual(['Succeeded', '3', 1]);
  expect(events.map(({ type }) => type)).toContain('dev.golive.operation.queued.v1');
});
