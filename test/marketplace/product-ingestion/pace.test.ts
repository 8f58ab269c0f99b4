import { begin } from '../../../src/domain/gates.ts';
import type { Marketplace } from '../../../src/marketplace/port.ts';
import { aRequest } from '../../domain/go-lives.ts';
import { SETTINGS } from '../../functions/requests.ts';
import { BACKENDS, openBackend } from '../contract/backends.ts';
import { carry } from '../contract/carry.ts';
import { startRehearsal } from '../contract/rehearsal.ts';

const START = Date.parse('2026-01-05T09:00:00Z');
const [backend] = BACKENDS.filter(({ api }) => api === 'product-ingestion');

test.each([
  ['as it comes', []],
  [
    'with Retry-After and trouble',
    [{ on: 'job', after: { calls: 2 }, times: 3, do: 'refuse', status: 503, retryAfterSeconds: 5 }],
  ],
])('asks for the status of a job once a minute at most (%s)', async (_what, faults) => {
  // Prepare
  if (!backend) throw new Error('There is no such backend.');
  const rehearsal = await startRehearsal(START);
  try {
    const goLive = { steps: [{ id: 'displaypackage', seconds: 3600 }, { id: 'live' }] };
    await rehearsal.script('vm', { goLive, faults, answers: { retryAfterSeconds: 5 } });
    const opened = openBackend(backend, rehearsal.url);
    const looks: number[] = [];
    const marketplace: Marketplace = {
      ...opened,
      observe: (offerId, ref) => {
        looks.push((rehearsal.now() - START) / 1000);
        return opened.observe(offerId, ref);
      },
    };
    const { pollMinSeconds, pollMaxSeconds } = SETTINGS.marketplaces['product-ingestion'];
    const request = aRequest({ requestedAt: START, terms: { pollMinSeconds, pollMaxSeconds } });

    // Act
    const { state } = await carry(begin(request, START), {
      marketplace,
      rehearsal,
      signals: [],
      crashes: { kinds: [], times: 0, posted: true },
    });

    // Assess
    expect(state.stage).toMatchObject({ phase: 'ended', end: { status: 'Succeeded' } });
    const pauses = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(looks.length).toBeGreaterThan(8);
    expect(Math.min(looks[0] ?? 0, ...pauses)).toBeGreaterThanOrEqual(60);
  } finally {
    await rehearsal.close();
  }
});
