import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf, locationOf, type MarketplaceUnderTest, startMarketplaceUnderTest } from './marketplace-under-test.ts';

describe('a rehearsal', () => {
  let rehearsal: MarketplaceUnderTest;
  let directory: string;

  beforeEach(async () => {
    rehearsal = await startMarketplaceUnderTest();
    directory = await mkdtemp(join(tmpdir(), 'portal-'));
  });

  afterEach(async () => {
    await rehearsal.marketplace.close();
    await rm(directory, { recursive: true });
  });

  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${rehearsal.marketplace.url}/rehearsal${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });

  test('lets somebody else publish, go live and cancel, as the offer allows', async () => {
    // Prepare
    const offer = '/publishers/contoso/offers/vm';
    const others = async (deed: string) => (await control('PUT', `${offer}/${deed}`)).status;
    const state = async () => JSON.stringify(await bodyOf(await control('GET', offer)));

    // Act
    const begun = [await others('golive'), await others('publish'), await others('cancel')];
    rehearsal.pass(5);
    const published = [await others('publish')];
    rehearsal.pass(10);

    // Assess
    expect(begun).toEqual([200, 409, 200]);
    expect(published).toEqual([200]);
    expect(await state()).toContain('Version 3 is in preview');
  });

  test('shows what happened to an offer, and never a token', async () => {
    // Prepare
    const claims = Buffer.from(JSON.stringify({ aud: 'https://cloudpartner.azure.com', appid: 'team' })).toString(
      'base64url',
    );
    const token = `header.${claims}.signature`;

    // Act
    await rehearsal.api('POST', 'publishers/contoso/offers/vm/golive', {
      headers: { authorization: `Bearer ${token}` },
    });
    await rehearsal.api('GET', 'publishers/contoso/offers/vm/status', { headers: { authorization: token } });

    // Assess
    const look = await rehearsal.look('vm');
    expect(look.offer.summary).toBe(
      'The go-live of version 2, started by unverified, is running at step "Provisioning" (running). ' +
        'Version 2 is in preview, version 1 is live.',
    );
    expect(look.accepted).toEqual({ golive: 1, publish: 0, cancel: 0 });
    expect(look.requests).toMatchObject([
      {
        number: 1,
        time: '2026-01-01T00:00:00.000Z',
        method: 'POST',
        path: '/api/publishers/contoso/offers/vm/golive',
        query: { 'api-version': '2017-10-31' },
        headers: {
          'if-match': '*',
          'content-type': 'application/json',
          authorization: { scheme: 'Bearer', audience: 'https://cloudpartner.azure.com', clientId: 'team' },
        },
        status: 202,
        operationId: look.offer.operations[0]?.id,
      },
      { action: 'status', headers: { authorization: { scheme: 'none' } }, status: 401 },
    ]);
    expect(JSON.stringify(look)).not.toContain(claims);
  });

  test('plays the scripted steps with their messages and their end', async () => {
    // Prepare
    const steps = [
      { id: 'displaycertify', seconds: 10, messages: [{ html: '<b>Looking</b>' }] },
      { id: 'polishing', seconds: 5, outcome: 'fails', messages: [{ html: 'Too dull.', level: 'error' }] },
      { id: 'live', seconds: 5 },
    ];
    await rehearsal.script('vm', { goLive: { steps }, answers: { messages: 'strings', body: 'object' } });

    // Act
    const location = new URL(locationOf(await rehearsal.goLive('vm')), rehearsal.marketplace.url).pathname.replace(
      '/api/',
      '',
    );
    rehearsal.pass(15);

    // Assess
    const operation = await bodyOf(await rehearsal.api('GET', location));
    expect(operation).toMatchObject({ status: 'failed', messages: ['Too dull.'] });
    expect(operation['steps']).toMatchObject([
      {},
      {},
      {},
      {},
      { id: 'displaycertify', status: 'complete', messages: ['<b>Looking</b>', 'Step completed.'] },
      { id: 'polishing', status: 'failed', messages: ['Too dull.'] },
      { id: 'live', status: 'notStarted', messages: [] },
    ]);
  });

  test('begins with an operation that somebody else started', async () => {
    // Prepare
    await rehearsal.script('vm', { running: { kind: 'publish', startedSecondsAgo: 1.5 } });

    // Act
    const list: unknown = await (
      await rehearsal.api('GET', 'publishers/contoso/offers/vm/submissions/?status=running')
    ).json();
    const goLive = await rehearsal.goLive('vm');
    rehearsal.pass(3);

    // Assess
    expect(list).toMatchObject([{ publishingVersion: 3 }]);
    expect(goLive.status).toBe(400);
    const { offer, accepted } = await rehearsal.look('vm');
    expect(offer).toMatchObject({ status: 'WaitingForPublisherReview', slots: { preview: 3, production: 1 } });
    expect(offer.operations).toHaveLength(1);
    expect(accepted.publish).toBe(0);
  });

  test('keeps the state of an offer unless the new scenario speaks of it', async () => {
    // Prepare
    await rehearsal.goLive('vm');
    rehearsal.pass(3);

    // Act
    await rehearsal.script('vm', { answers: { words: 'upper' } });
    const kept = (await rehearsal.look('vm')).offer.slots;
    await rehearsal.script('vm', { slots: { preview: 7 }, status: 'Failed' });
    const anew = (await rehearsal.look('vm')).offer;

    // Assess
    expect(kept).toEqual({ draft: 2, preview: 2, production: 2 });
    expect(anew).toMatchObject({ status: 'Failed', slots: { draft: 7, preview: 7 }, operations: [] });
  });

  test('sets defaults for all offers, which an own scenario overrides', async () => {
    // Prepare
    await control('PUT', '', { exists: false, answers: { location: 'location' } });
    await rehearsal.script('mine', { exists: true });

    // Act
    const [unknown, mine] = [await rehearsal.goLive('other'), await rehearsal.goLive('mine')];

    // Assess
    expect([unknown.status, mine.status]).toEqual([404, 202]);
    expect(mine.headers.has('location')).toBe(true);
  });

  test('denies a publisher', async () => {
    // Prepare
    await rehearsal.script('vm', { access: 'denied' });

    // Assess
    expect((await rehearsal.goLive('vm')).status).toBe(403);
  });

  test('forgets an offer, or everything', async () => {
    // Prepare
    await control('PUT', '', { exists: false });
    await rehearsal.script('vm', { exists: true });
    await rehearsal.goLive('vm');

    // Act
    await control('DELETE', '/publishers/contoso/offers/vm');
    const one = await rehearsal.look('vm');
    await control('DELETE', '');
    const all = await (await control('GET', '')).json();

    // Assess
    expect(one).toMatchObject({ scenario: {}, offer: { operations: [] }, requests: [] });
    expect(all).toEqual({ defaults: {}, offers: 0 });
  });

  test('keeps a journal of all requests, from a number on', async () => {
    // Prepare
    for (const offer of ['a', 'b', 'a']) await rehearsal.goLive(offer);

    // Act
    const after = (await (await control('GET', '/requests?after=1')).json()) as { value: unknown[] };
    const wrong = await control('GET', '/requests?after=x');

    // Assess
    expect(after.value).toMatchObject([
      { number: 2, offerId: 'b', status: 202 },
      { number: 3, offerId: 'a', status: 400 },
    ]);
    expect(wrong.status).toBe(400);
  });

  test.each([
    ['an unknown member', { slot: {} }, 'Unrecognized key: "slot"'],
    ['an unknown fault', { faults: [{ on: 'golive', do: 'explode' }] }, 'at faults[0].do'],
    ['an unknown call', { faults: [{ on: 'goliv', do: 'reset' }] }, 'expected one or a list of: golive'],
    ['a member that the fault does not have', { faults: [{ on: 'golive', do: 'reset', seconds: 1 }] }, 'at faults[0]'],
    ['a wrong value', { status: 'Live' }, 'at status'],
  ])('refuses a scenario with %s', async (_, scenario, message) => {
    // Act
    const answer = await rehearsal.script('vm', scenario);

    // Assess
    expect(answer.status).toBe(400);
    expect(await bodyOf(answer)).toMatchObject({
      error: { code: 'InvalidScenario', message: expect.stringContaining(message) },
    });
  });

  test('refuses what is no JSON, no id and no path', async () => {
    // Act
    const answers = [
      await fetch(`${rehearsal.marketplace.url}/rehearsal`, { method: 'PUT', body: '{' }),
      await control('PUT', '/publishers/con%20toso/offers/vm', {}),
      await control('GET', '/nothing'),
      await control('POST', '/publishers/contoso/offers/vm', {}),
    ];

    // Assess
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 404]);
  });

  test('goes on after a restart with its offers, operations and the counts of its faults', async () => {
    // Prepare
    const restart = async () => {
      await rehearsal.marketplace.close();
      rehearsal = await startMarketplaceUnderTest({ stateFile: join(directory, 'marketplace.sqlite') });
    };
    await restart();
    await control('PUT', '', { answers: { body: 'object' } });
    await rehearsal.script('vm', { faults: [{ on: 'golive', times: 1, do: 'lost-answer' }] });
    await expect(rehearsal.goLive('vm')).rejects.toThrow();

    // Act
    await restart();
    rehearsal.pass(3);

    // Assess
    const { offer, accepted } = await rehearsal.look('vm');
    const id = offer.operations[0]?.id;
    const operation: unknown = await (
      await rehearsal.api('GET', `publishers/contoso/offers/vm/operations/${id}`)
    ).json();
    expect(operation).toMatchObject({ status: 'complete' });
    expect(offer).toMatchObject({ status: 'Succeeded', slots: { production: 2 } });
    expect(accepted.golive).toBe(1);
    expect((await rehearsal.goLive('vm')).status).toBe(400);
  });

  test('starts alone, says where, and ends when it is told to', async () => {
    // Act
    const child = spawn(process.execPath, ['local/marketplace/main.ts'], {
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [line] = await once(child.stdout, 'data');
      const url = /^ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1];
      const answer = await fetch(`${url}/rehearsal`);
      await answer.body?.cancel();
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');

      // Assess
      expect([answer.status, code]).toEqual([200, 0]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
