import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { showOperation } from '../../src/functions/show-operation.ts';
import { accepted, aRequest, aStep, at, goLive, inspected, observed } from '../domain/go-lives.ts';
import { hubWith } from '../http/shown-operation.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { htmlOf, pagePortsOf, pageRequest, sectionOf } from './page-ports.ts';

const SCRIPT = '<script>alert(1)</script>';
const IMAGE = '"><img src=x onerror=alert(1)>';

const show = (ports: ReturnType<typeof pagePortsOf>, query = '', id = 'op-1') =>
  showOperation(pageRequest(`ui/operations/${id}${query}`, { params: { id } }), ports);

/** Operation `op-1` with this view, and the record of its course. */
async function portsWith(shown: Partial<OperationView> = {}) {
  const state = { ...goLive(aRequest(), inspected(), accepted, observed({ steps: [aStep()] })), run: 'run' };
  const taskHub = fakeTaskHub({ id: 'op-1', input: state, customStatus: { ...viewOf(state), ...shown } });
  const ports = pagePortsOf(taskHub);
  await ports.record.write(state);
  return ports;
}

test('shows steps, timeline and what can be done', async () => {
  const response = await show(await portsWith());

  const html = htmlOf(response);
  expect(response.status).toBe(200);
  expect(sectionOf(html, 'steps')).toContain('<h3 dir="auto">Live</h3>');
  expect(sectionOf(html, 'timeline')).toContain('<strong>Submitted</strong>');
  expect(html).toContain('data-opens="cancel"');
  expect(html).toContain('href="../../ui/publishers/contoso/offers/vm"');
});

test('says what waits behind it', async () => {
  // Prepare
  const ports = await portsWith();
  const next = goLive(
    aRequest({ operationId: 'op-2', requestedAt: at(60), laneKey: 'lane', onConflict: 'queue' }),
    { kind: 'enter-lane', result: { kind: 'entered', position: 1, holder: 'op-1' } },
    { kind: 'find-operation', result: { kind: 'alive' } },
  );
  await ports.record.write({ ...next, run: 'run' });

  // Act
  const html = htmlOf(await show(ports));

  // Assess
  expect(sectionOf(html, 'waiting')).toContain('href="../../ui/operations/op-2"');
});

test('shows a text of anybody as text, wherever it comes from', async () => {
  // Prepare
  const step = { id: SCRIPT, name: SCRIPT, status: IMAGE, messages: [{ level: 'error' as const, text: IMAGE }] };
  const ports = await portsWith({
    labels: { [SCRIPT]: IMAGE },
    marketplace: {
      operationId: SCRIPT,
      status: IMAGE,
      since: '2026-01-05T09:00:00.000Z',
      steps: [{ ...step, estimate: SCRIPT }],
    },
    attention: { code: 'PersonNeeded', message: SCRIPT, since: '2026-01-05T09:00:00.000Z', remedy: IMAGE, actions: [] },
    cancellation: { requestedAt: '2026-01-05T09:00:00.000Z', reason: SCRIPT, state: 'tooLate', message: IMAGE },
    canceledBy: { kind: 'principal', id: 'x', name: SCRIPT },
    requestedBy: { kind: 'principal', id: 'x', name: IMAGE },
    result: { liveLinks: [SCRIPT, 'javascript:alert(1)', 'https://live.example/"><script>'], version: SCRIPT },
    links: { marketplace: 'javascript:alert(1)' },
  });

  // Act
  const html = htmlOf(await show(ports));

  // Assess
  expect(html).toContain('&lt;script>alert(1)&lt;/script>');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
  expect(html).not.toContain('href="javascript:');
});

test('speaks Turkish to whoever wants it; codes and the texts of others stay as they are', async () => {
  const attention = {
    code: 'PersonNeeded',
    message: 'Fix it',
    since: '2026-01-05T09:00:00.000Z',
    remedy: 'Do it',
    actions: [],
  };

  const html = htmlOf(await show(await portsWith({ attention }), '?lang=tr'));

  expect(html).toContain('<html lang="tr">');
  expect(html).toContain('Yayına alınıyor');
  expect(html).toContain('<code>PersonNeeded</code>');
  expect(html).toContain('<span dir="auto" lang="en" class="foreign">Do it</span>');
  expect(html).toContain('5 Oca 2026');
  expect(html).toContain('href="../../ui?lang=tr"');
});

test('says what to do in the language of the page', async () => {
  const remedy = 'Wait: it slows down and goes on by itself.';
  const attention = {
    code: 'MarketplaceThrottling' as const,
    message: 'm',
    since: '2026-01-05T09:00:00.000Z',
    remedy,
    actions: [],
  };

  const turkish = htmlOf(await show(await portsWith({ attention }), '?lang=tr'));
  const english = htmlOf(await show(await portsWith({ attention }), '?lang=en'));

  expect(turkish).toContain('<span>Bekleyin: yavaşlar ve kendiliğinden sürer.</span>');
  expect(english).toContain(`<span>${remedy}</span>`);
});

test('says of an operation that is not known where to look', async () => {
  const response = await show(pagePortsOf(), '', 'op-9');

  expect(response.status).toBe(404);
  expect(htmlOf(response)).toContain('No operation has this id.');
});

test('offers nothing of what has ended', async () => {
  const error = { code: 'CertificationFailed' as const, message: 'No', remedy: 'Repair it', retryable: false };
  const taskHub = hubWith({ phase: 'ended', status: 'Failed', sequence: 9, error });

  const html = htmlOf(await show(pagePortsOf(taskHub)));

  expect(html).not.toContain('data-opens');
  expect(html).toContain('<code>CertificationFailed</code>');
  expect(html).toContain('Repair it');
});
