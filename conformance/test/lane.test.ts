import { waitUntil } from '../../test/wait-until.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { atOnce } from './at-once.ts';

const OFFERS = 20;
const AT_ONCE = 5;
const QUEUED = 3;

const { stack, client } = stackOfFile();

test('operations that wait for an offer take their turns in the order in which they were accepted', async () => {
  // Prepare
  const offers = Array.from({ length: OFFERS }, (_, index) => `lane-${index}`);

  // Act
  const orders = await atOnce(AT_ONCE, offers, orderOfEnds);

  // Assess
  expect(orders).toEqual(offers.map(() => Array.from({ length: QUEUED }, (_, n) => n)));
}, 120_000);

/** The order in which the queued operations of an offer ended. */
async function orderOfEnds(offer: string): Promise<number[]> {
  const phaseOf = async (id: string) => (await (await client.get(`operations/${id}`)).json()) as { phase: string };
  const holds = { goLive: { steps: [{ id: 'displaycertify', seconds: 1, outcome: 'blocks' }] } };
  await client.scenario(offer, holds);
  const holder = (await client.goLive(offer)).operation.id;
  await waitUntil(`${offer} to be published`, async () => (await phaseOf(holder)).phase === 'publishing');

  const ids: string[] = [];
  for (let n = 0; n < QUEUED; n++) ids.push((await client.goLive(offer, { onConflict: 'queue' })).operation.id);
  for (const id of ids) await waitUntil(`${id} to be queued`, async () => (await phaseOf(id)).phase === 'queued');
  await fetch(`${stack.endpoints().portal}/rehearsal/publishers/contoso/offers/${offer}/release`, { method: 'PUT' });

  const ended = await Promise.all(ids.map((id) => client.follow(id)));
  const times = ended.map(({ endedAt }, n) => [n, endedAt ?? ''] as const);
  return times.toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([n]) => n);
}
