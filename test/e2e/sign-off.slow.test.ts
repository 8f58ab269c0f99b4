import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// A publish that waits for its sign-off: a go-live answers it, and can be taken back so that it waits again.

const { client } = stackOfFile();

const FORMS = [
  { waiting: 'running', goLiveId: 'own' },
  { waiting: 'running', goLiveId: 'publish' },
  { waiting: 'documented', goLiveId: 'own' },
  { waiting: 'documented', goLiveId: 'publish' },
];

let offers = 0;
async function offerWith(answers: object, goLiveSeconds: number, more: object = {}): Promise<string> {
  const offer = `signed-off-${++offers}`;
  const goLive = {
    steps: [
      { id: 'displaypackage', seconds: goLiveSeconds },
      { id: 'live', seconds: 1 },
    ],
  };
  await client.scenario(offer, { slots: { draft: 2, preview: 2, production: 1 }, answers, goLive, ...more });
  return offer;
}
const posts = async (offer: string) =>
  (await client.portalRequests(offer)).filter(({ action, method }) => action === 'golive' && method === 'POST').length;
const isFollowed = async (id: string) => {
  const { phase } = (await (await client.get(`operations/${id}`)).json()) as { phase: string };
  return phase === 'publishing';
};

/** Plays a course in every form at the same time. */
const inEachForm = <T>(play: (form: object) => Promise<T>) => Promise.all(FORMS.map(play));
const each = <T>(expected: T) => FORMS.map(() => expected);

test('it is not in the way, and its go-live is followed to the end', async () => {
  // Act
  const ends = await inEachForm(async (form) => {
    const offer = await offerWith(form, 1);
    const { operation } = await client.goLive(offer, { expectedVersion: 2, onConflict: 'fail' });
    return { ended: await client.follow(operation.id), posts: await posts(offer) };
  });

  // Assess
  expect(ends).toMatchObject(each({ ended: { status: 'Succeeded', result: { version: '2' } }, posts: 1 }));
});

test('a go-live whose answer was lost is found, and sent once', async () => {
  // Act
  const ends = await inEachForm(async (form) => {
    const offer = await offerWith(form, 8, { faults: [{ on: 'golive', times: 1, do: 'lost-answer' }] });
    const { operation } = await client.goLive(offer, { expectedVersion: 2 });
    return { ended: await client.follow(operation.id), posts: await posts(offer) };
  });

  // Assess
  const found = { status: 'Succeeded', result: { version: '2' }, adopted: true };
  expect(ends).toMatchObject(each({ ended: found, posts: 1 }));
});

test('one that somebody takes back is over, and can be asked for again', async () => {
  // Act
  const ends = await inEachForm(async (form) => {
    const offer = await offerWith(form, 60, { cancel: { leaves: 'waiting', seconds: 0 } });
    const { operation } = await client.goLive(offer, { expectedVersion: 2 });
    await waitUntil('it to be followed', () => isFollowed(operation.id));
    await client.others(offer, 'cancel');
    const ended = await client.follow(operation.id);
    await client.scenario(offer, { goLive: { steps: [{ id: 'live', seconds: 1 }] }, answers: form });
    const again = await client.goLive(offer, { expectedVersion: 2 });
    return { ended, again: await client.follow(again.operation.id), posts: await posts(offer) };
  });

  // Assess
  const ended = { status: 'Failed', error: { code: 'MarketplaceFailed' } };
  const again = { status: 'Succeeded', result: { version: '2' } };
  expect(ends).toMatchObject(each({ ended, again, posts: 2 }));
});

test('one that our cancel takes back ends canceled', async () => {
  // Act
  const ends = await inEachForm(async (form) => {
    const offer = await offerWith(form, 60, { cancel: { leaves: 'waiting' } });
    const { operation } = await client.goLive(offer, { expectedVersion: 2 });
    await waitUntil('it to be followed', () => isFollowed(operation.id));
    await client.post(`operations/${operation.id}/cancel`);
    return { ended: await client.follow(operation.id), posts: await posts(offer) };
  });

  // Assess
  expect(ends).toMatchObject(each({ ended: { status: 'Canceled' }, posts: 1 }));
});
