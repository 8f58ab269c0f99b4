import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { showOffer } from '../../src/functions/show-offer.ts';
import {
  accepted,
  aLiveOffer,
  answered,
  aRequest,
  at,
  cancelAsked,
  inspected,
  observed,
  take,
} from '../domain/go-lives.ts';
import { htmlOf, pagePortsOf, pageRequest } from './page-ports.ts';

const params = { publisherId: 'contoso', offerId: 'vm' };
const show = (ports: ReturnType<typeof pagePortsOf>, wanted = params) =>
  showOffer(pageRequest(`ui/publishers/${wanted.publisherId}/offers/${wanted.offerId}`, { params: wanted }), ports);

function started(id: string, minutes: number): GoLive {
  const requestedAt = at(minutes * 60);
  return { ...begin(aRequest({ operationId: id, requestedAt }), requestedAt), run: 'run' };
}

/** A go-live that took this many seconds from its submission. */
function live(id: string, minutes: number, seconds: number): GoLive {
  const followed = take(started(id, minutes), inspected(), accepted);
  const over = take({ ...followed, now: followed.now + (seconds - 1) * 1000 }, observed({ state: 'succeeded' }));
  return take(over, inspected(aLiveOffer()));
}

const rejected = (id: string, minutes: number) =>
  take(
    started(id, minutes),
    inspected(),
    answered({ kind: 'refused', cause: { code: 'SubmissionRejected', message: 'No' } }),
  );

test('draws the go-lives that ended, and says median and failures by code', async () => {
  // Prepare
  const ports = pagePortsOf();
  const states = [live('a', 0, 100), live('b', 10, 200), live('c', 20, 300), rejected('d', 30), rejected('e', 40)];
  for (const state of [...states, take(started('f', 50), cancelAsked), started('g', 60)])
    await ports.record.write(state);

  // Act
  const response = await show(ports);

  // Assess
  const html = htmlOf(response);
  expect(response.status).toBe(200);
  expect([...html.matchAll(/<rect class="is-(\w+)"/g)].map((match) => match[1])).toEqual([
    ...['succeeded', 'succeeded', 'succeeded'],
    ...['failed', 'failed', 'canceled'],
  ]);
  expect(html).toMatch(/<dt>Median<\/dt><dd>3 min 2\d s<\/dd>/);
  expect(html).toContain('<code>SubmissionRejected</code>: 2 times');
  expect(html).toContain('id="link-g"');
});

test('says of an offer without go-lives that there were none', async () => {
  const html = htmlOf(await show(pagePortsOf()));

  expect(html).toContain('No go-live of this offer has ended yet.');
  expect(html).not.toContain('<svg');
});

test('answers 404 where no offer can be', async () => {
  expect((await show(pagePortsOf(), { publisherId: 'contoso', offerId: 'a b' })).status).toBe(404);
});
