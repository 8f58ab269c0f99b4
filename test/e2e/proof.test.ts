import { namesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// Actions of others and losses, in the order in which they once led to a second go-live, to none, or to no end.

const { stack, client } = stackOfFile({ GO_LIVE_POLL_MAX_SECONDS: '2', GO_LIVE_SETTLE_SECONDS: '4' });

const SLOTS = { draft: 3, preview: 2, production: 1 };
const goLiveIn = (seconds: number) => ({ steps: [{ id: 'live', seconds }] });
const publishIn = (seconds: number) => ({ steps: [{ id: 'displaycertify', seconds }] });
const posts = async (offer: string) =>
  (await client.portalRequests(offer)).filter(({ action, method }) => action === 'golive' && method === 'POST').length;
const phaseOf = async (id: string) => (await (await client.get(`operations/${id}`)).json()) as { phase: string };

test('a host that dies before the answer, a go-live that is over, and the next version published: sent once, and succeeded', async () => {
  // Prepare
  const offer = 'crashed';
  const slow = { on: 'golive', times: 1, do: 'slow', seconds: 20 };
  await client.scenario(offer, { slots: SLOTS, goLive: goLiveIn(2), publish: publishIn(1), faults: [slow] });

  // Act
  const { operation } = await client.goLive(offer, {}, { 'Idempotency-Key': 'once' });
  await waitUntil('the POST', async () => (await posts(offer)) > 0);
  await stack.killHost();
  await waitUntil('the go-live to be over', () =>
    client.others(offer, 'publish').then(
      () => true,
      () => false,
    ),
  );
  await client.sleep(1500);
  await stack.startHost();
  const ended = await client.follow(operation.id, 60_000);

  // Assess
  expect(ended).toMatchObject({ status: 'Succeeded', result: { version: '2' } });
  expect(await posts(offer)).toBe(1);
}, 120_000);

test('a lost answer and a marketplace that cannot be looked at meanwhile: sent once, and succeeded', async () => {
  // Prepare
  const offer = 'blind';
  const faults = [
    { on: 'golive', times: 1, do: 'lost-answer' },
    { on: 'status', times: 4, after: { calls: 2 }, do: 'refuse', status: 503 },
  ];
  await client.scenario(offer, { slots: SLOTS, goLive: goLiveIn(1), publish: publishIn(1), faults });

  // Act
  const { operation } = await client.goLive(offer, { expectedVersion: 2 });
  await waitUntil('the POST', async () => (await posts(offer)) > 0);
  await waitUntil('the go-live to be over', () =>
    client.others(offer, 'publish').then(
      () => true,
      () => false,
    ),
  );
  const ended = await client.follow(operation.id, 60_000);

  // Assess
  expect(ended).toMatchObject({ status: 'Succeeded', result: { version: '2' } });
  expect(await posts(offer)).toBe(1);
}, 90_000);

test('the next version published before the look that would have confirmed: succeeded, and the next is not held up', async () => {
  // Prepare
  const offer = 'moved-on';
  await client.scenario(offer, { slots: SLOTS, goLive: goLiveIn(3), publish: publishIn(1) });

  // Act
  const { operation } = await client.goLive(offer, { expectedVersion: 2 });
  await waitUntil('the POST', async () => (await posts(offer)) > 0);
  await waitUntil('the go-live to be over', () =>
    client.others(offer, 'publish').then(
      () => true,
      () => false,
    ),
  );
  const ended = await client.follow(operation.id);
  await client.sleep(1200);
  const next = await client.goLive(offer, { expectedVersion: 4 });

  // Assess
  expect(ended).toMatchObject({ status: 'Succeeded', result: { version: '2' } });
  expect(await client.follow(next.operation.id, 60_000)).toMatchObject({
    status: 'Succeeded',
    result: { version: '4' },
  });
}, 120_000);

test('a publish of somebody else whose details cannot be read once is not taken for ours', async () => {
  // Prepare
  const offer = 'strangers';
  const faults = [
    { on: 'golive', times: 1, do: 'reset' },
    { on: 'operation', times: 1, do: 'refuse', status: 503 },
  ];
  await client.scenario(offer, { slots: SLOTS, publish: publishIn(8), faults });

  // Act
  const { operation } = await client.goLive(offer);
  await waitUntil('the POST', async () => (await posts(offer)) > 0);
  await client.others(offer, 'publish');
  const ended = await client.follow(operation.id, 60_000);
  const names = namesOf(await client.allEvents(operation.id));

  // Assess
  expect(ended).toMatchObject({ status: 'Failed', error: { code: 'PreviewChanged' } });
  expect(ended.error?.message).toMatch(/Whether the submission was accepted is not known\.$/);
  expect(ended.marketplace).toBeUndefined();
  expect(names).not.toContain('submitted');
}, 90_000);

test.each([
  ['it ends, and says what happened', false, 'Failed'],
  ['a cancel that was asked for since ends it', true, 'Canceled'],
])(
  'an operation that the marketplace has forgotten: %s',
  async (_what, cancels, status) => {
    // Prepare
    const offer = `forgotten-${cancels}`;
    await client.scenario(offer, { slots: SLOTS, goLive: goLiveIn(60) });
    const { operation } = await client.goLive(offer);
    await waitUntil('it to be followed', async () => (await phaseOf(operation.id)).phase === 'publishing');

    // Act: an offer that is scripted again has forgotten what ran before.
    await client.scenario(offer, { slots: SLOTS });
    if (cancels) await client.post(`operations/${operation.id}/cancel`);
    const ended = await client.follow(operation.id, 60_000);

    // Assess
    expect(ended.status).toBe(status);
    expect(JSON.stringify(ended)).toContain('and then forgot it');
  },
  90_000,
);

test('a deadline while the outcome is unknown: the next operation gets the lane when what was submitted shows', async () => {
  // Prepare
  const offer = 'in-doubt';
  const faults = [
    { on: 'golive', times: 1, do: 'lost-answer' },
    { on: 'golive', times: 1, do: 'delayed-listing', seconds: 3 },
    { on: 'status', after: { calls: 2 }, times: 3, do: 'refuse', status: 503 },
  ];
  await client.scenario(offer, { slots: SLOTS, goLive: goLiveIn(12), faults });

  // Act
  const first = await client.goLive(offer, { deadline: 'PT2S' });
  await waitUntil('the POST', async () => (await posts(offer)) > 0);
  const postedAt = Date.now();
  const second = await client.goLive(offer, { onConflict: 'queue' });
  const ended = await client.follow(first.operation.id);
  await waitUntil(
    'the next one to look',
    async () => (await phaseOf(second.operation.id)).phase !== 'queued' || Date.now() - postedAt > 9000,
  );
  const last = await client.follow(second.operation.id, 60_000);

  // Assess
  expect(ended).toMatchObject({ status: 'Failed', error: { code: 'DeadlineExceeded' } });
  expect(ended.error?.message).toMatch(/Whether the submission was accepted is not known\.$/);
  expect(last).toMatchObject({ status: 'Succeeded', result: { version: '2', alreadyLive: true } });
  expect(await posts(offer)).toBe(1);
}, 120_000);
