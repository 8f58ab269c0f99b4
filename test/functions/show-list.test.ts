import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import { showList } from '../../src/functions/show-list.ts';
import { accepted, aRequest, aStep, cancelAsked, inspected, observed, START, take } from '../domain/go-lives.ts';
import { KEY, personOf } from './callers.ts';
import { htmlOf, pagePortsOf, pageRequest, sectionOf } from './page-ports.ts';
import { headerOf } from './requests.ts';

function started(id: string, request: Partial<Omit<GoLiveRequest, 'terms'>> = {}): GoLive {
  return { ...begin(aRequest({ operationId: id, offerId: id, ...request }), START), run: 'run' };
}

const BLOCKED = aStep({ status: 'blocked', messages: [{ level: 'error', text: 'Fix it' }] });
const blocked = (id: string, request = {}) =>
  take(started(id, request), inspected(), accepted, observed({ steps: [BLOCKED] }));
const awaiting = (id: string) =>
  take(started(id, { approval: { required: 1, expiresAfterSeconds: 3600 } }), inspected());

async function portsWith(...states: GoLive[]) {
  const ports = pagePortsOf();
  for (const state of states) await ports.record.write(state);
  return ports;
}

test('shows what needs a person, what waits for approval, what runs and what ended, each in its part', async () => {
  // Prepare
  const ports = await portsWith(
    blocked('stuck'),
    awaiting('asked'),
    take(started('under-way'), inspected(), accepted),
    take(started('over'), cancelAsked),
  );

  // Act
  const response = await showList(pageRequest('ui'), ports);

  // Assess
  const html = htmlOf(response);
  expect(response.status).toBe(200);
  expect(html.indexOf('<h2 id="attention">')).toBeLessThan(html.indexOf('<h2 id="approval">'));
  const links = (part: string) =>
    [...sectionOf(html, part).matchAll(/href="\.\/ui\/operations\/([^"]+)"/g)].map((m) => m[1]);
  expect(links('attention')).toEqual(['stuck']);
  expect(links('approval')).toEqual(['asked']);
  expect(links('running')).toEqual(['under-way']);
  expect(links('ended')).toEqual(['over']);
});

test('says of what needs a person why, what to do, and offers the wishes that help', async () => {
  const html = htmlOf(await showList(pageRequest('ui'), await portsWith(blocked('stuck'))));

  const part = sectionOf(html, 'attention');
  expect(part).toContain('<code>PersonNeeded</code>');
  expect(part).toContain("Do what the step's message says");
  expect([...part.matchAll(/data-opens="(\w+)"/g)].map((match) => match[1])).toEqual(['cancel', 'look', 'end']);
  expect(part).toContain('data-stands="submitted"');
});

test('offers neither approval nor end to whom nobody knows', async () => {
  const ports = { ...(await portsWith(blocked('stuck'), awaiting('asked'))), caller: KEY };

  const html = htmlOf(await showList(pageRequest('ui'), ports));

  expect([...html.matchAll(/data-opens="(\w+)"/g)].map((match) => match[1])).toEqual(['cancel', 'look', 'cancel']);
});

test('shows whoever may see one publisher nothing of others, and offers what the roles allow', async () => {
  // Prepare
  const ports = await portsWith(blocked('mine'), blocked('theirs', { publisherId: 'fabrikam' }));
  const caller = personOf('bob-id', 'bob', ['GoLive.Read:contoso']);

  // Act
  const html = htmlOf(await showList(pageRequest('ui'), { ...ports, caller }));

  // Assess
  expect([...html.matchAll(/id="link-([^"]+)"/g)].map((match) => match[1])).toEqual(['mine']);
  expect(html).not.toContain('data-opens');
  expect(html).toContain('Signed in as bob');
});

test.each([
  ['?publisherId=Fabrikam', ['theirs']],
  ['?offerId=mine', ['mine']],
  ['?publisherId=contoso&offerId=&label=', ['mine']],
  ['?label=release%3D2026-11', ['mine']],
  ['?label=release%3D2026-12', []],
])('filters by %s', async (query, ids) => {
  const ports = await portsWith(
    blocked('mine', { labels: { release: '2026-11' } }),
    blocked('theirs', { publisherId: 'fabrikam' }),
  );

  const html = htmlOf(await showList(pageRequest(`ui${query}`), ports));

  expect([...html.matchAll(/id="link-([^"]+)"/g)].map((match) => match[1])).toEqual(ids);
});

test('says what is wrong with a filter, and filters nothing', async () => {
  const response = await showList(pageRequest('ui?publisherId=a%20b&label=x'), await portsWith(blocked('stuck')));

  expect(response.status).toBe(400);
  const html = htmlOf(response);
  expect(html).toContain('query:publisherId must be 1 to 100 letters');
  expect(html).toContain('id="link-stuck"');
});

test('leads from a full part to its next page, which shows that part alone', async () => {
  // Prepare
  const states = Array.from({ length: 51 }, (_, index) => take(started(`over-${index}`), cancelAsked));
  const ports = await portsWith(...states);

  // Act
  const first = htmlOf(await showList(pageRequest('ui?lang=tr'), ports));
  const next = /id="next-ended" href="\.\/([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = htmlOf(await showList(pageRequest(next), ports));

  // Assess
  expect(first.match(/id="link-/g)).toHaveLength(50);
  expect(next).toContain('lang=tr');
  expect(second.match(/id="link-/g)).toHaveLength(1);
  expect(second.match(/<h2 id="(attention|approval|running|ended)"/g)).toHaveLength(1);
});

test.each([
  ['twice, for what is active and for what ended', 3, 2],
  ['once more for a part of which there is more than a page', 51, 3],
])('asks the record %s', async (_, running, requests) => {
  // Prepare
  const ports = await portsWith(
    ...Array.from({ length: running }, (_, index) => take(started(`under-way-${index}`), inspected(), accepted)),
  );
  const list = jest.fn(ports.record.list);

  // Act
  const html = htmlOf(await showList(pageRequest('ui'), { ...ports, record: { ...ports.record, list } }));

  // Assess
  expect(list).toHaveBeenCalledTimes(requests);
  expect(html.match(/<article /g)).toHaveLength(Math.min(running, 50));
});

test('answers 304 while nothing is new, and the page when something is', async () => {
  // Prepare
  const ports = await portsWith(blocked('stuck'));
  const version = headerOf(await showList(pageRequest('ui'), ports), 'etag') ?? '';
  const again = () => showList(pageRequest('ui', { headers: { 'if-none-match': `W/${version}` } }), ports);

  // Act
  const same = await again();
  await ports.record.write(blocked('another'));
  const news = await again();

  // Assess
  expect(same.status).toBe(304);
  expect(same.body).toBeUndefined();
  expect(news.status).toBe(200);
});

test('a page runs no script and no style but its own files, is framed by nobody and kept nowhere', async () => {
  const response = await showList(pageRequest('ui'), await portsWith(blocked('stuck')));

  const policy = headerOf(response, 'content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headerOf(response, 'cache-control')).toBe('no-store');
  expect(headerOf(response, 'x-content-type-options')).toBe('nosniff');
  expect(headerOf(response, 'referrer-policy')).toBe('no-referrer');
  const html = htmlOf(response);
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)/);
});

test('is compressed for whoever takes it', async () => {
  const response = await showList(pageRequest('ui', { headers: { 'accept-encoding': 'br, gzip' } }), await portsWith());

  expect(headerOf(response, 'content-encoding')).toBe('gzip');
  expect(htmlOf(response)).toContain('<h1 dir="auto">All go-lives</h1>');
});
