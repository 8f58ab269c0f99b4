import { waitUntil } from '../../../test/wait-until.ts';
import {
  bodyOf,
  EMAILS,
  locationOf,
  type MarketplaceUnderTest,
  startDocumentedMarketplace,
} from './marketplace-under-test.ts';

const OFFER = 'publishers/contoso/offers/vm';

describe('faults of the rehearsal marketplace', () => {
  let rehearsal: MarketplaceUnderTest;

  beforeEach(async () => {
    rehearsal = await startDocumentedMarketplace();
  });

  afterEach(() => rehearsal.marketplace.close());

  const faults = (...rules: unknown[]) => rehearsal.script('vm', { faults: rules });
  const status = () => rehearsal.api('GET', `${OFFER}/status`);
  const running = async (): Promise<unknown[]> => {
    const list: unknown = await (await rehearsal.api('GET', `${OFFER}/submissions/?status=running`)).json();
    return Array.isArray(list) ? list : [];
  };
  const operation = async () => {
    const { offer } = await rehearsal.look('vm');
    return rehearsal.api('GET', `${OFFER}/operations/${offer.operations[0]?.id}`);
  };

  test('loses the answer to a go-live that it accepted', async () => {
    // Prepare
    await faults({ on: 'golive', times: 1, do: 'lost-answer' });

    // Act
    await expect(rehearsal.goLive('vm')).rejects.toThrow('fetch failed');

    // Assess
    expect(await running()).toHaveLength(1);
    const { accepted, requests } = await rehearsal.look('vm');
    expect(accepted.golive).toBe(1);
    expect(requests[0]).toMatchObject({ action: 'golive', status: null, faults: ['lost-answer'] });
    expect(requests[0]?.operationId).toBeDefined();
  });

  test('answers 503 to a go-live that it accepted, and hides it in the list for a while', async () => {
    // Prepare
    await faults(
      { on: 'golive', do: 'error-answer', status: 503 },
      { on: 'golive', do: 'delayed-listing', seconds: 2 },
    );

    // Act
    const answer = await rehearsal.goLive('vm');
    const atOnce = await running();
    rehearsal.pass(2);

    // Assess
    expect(answer.status).toBe(503);
    expect(locationOf(answer)).toBe('');
    expect(atOnce).toEqual([]);
    expect(await running()).toHaveLength(1);
  });

  test('resets a connection without carrying the call out', async () => {
    // Prepare
    await faults({ on: 'golive', do: 'reset' });

    // Act
    await expect(rehearsal.goLive('vm')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });

    // Assess
    expect(await running()).toEqual([]);
  });

  test.each([400, 401, 403, 404, 409, 412, 429, 500, 502, 503, 504])(
    'refuses with %i as often as it is told, without carrying the call out',
    async (refused) => {
      // Prepare
      await faults({ on: 'golive', times: 2, do: 'refuse', status: refused, code: 'Scripted', message: 'As scripted' });

      // Act
      const answers = [await rehearsal.goLive('vm'), await rehearsal.goLive('vm'), await rehearsal.goLive('vm')];

      // Assess
      expect(answers.map((answer) => answer.status)).toEqual([refused, refused, 202]);
      expect(await answers[0]?.json()).toEqual({ error: { code: 'Scripted', message: 'As scripted' } });
      expect((await rehearsal.look('vm')).accepted.golive).toBe(1);
    },
  );

  test('says Retry-After in seconds or as a date', async () => {
    // Prepare
    const refuse = { on: 'status', do: 'refuse', status: 429, retryAfterSeconds: 30 };
    await faults({ ...refuse, times: 1 }, { ...refuse, retryAfterForm: 'date' });

    // Act
    const answers = [await status(), await status()];

    // Assess
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['30', 'Thu, 01 Jan 2026 00:00:30 GMT']);
  });

  test('loses sight of an operation after it was seen', async () => {
    // Prepare
    await faults({ on: 'operation', after: { calls: 1 }, do: 'refuse', status: 404 });
    await rehearsal.goLive('vm');

    // Act
    const answers = [await operation(), await operation()];

    // Assess
    expect(answers.map((answer) => answer.status)).toEqual([200, 404]);
  });

  test('turns against a credential some time after the go-live, until another one comes', async () => {
    // Prepare
    await rehearsal.marketplace.close();
    rehearsal = await startDocumentedMarketplace({
      verifyToken: (token) => ({ ok: true, clientId: 'c', tenantId: 't', credential: token.slice(0, 3) }),
    });
    await faults({ on: 'any', after: { seconds: 1 }, do: 'refuse-credential' });
    const as = async (token: string) =>
      (await rehearsal.api('GET', `${OFFER}/status`, { headers: { authorization: `Bearer ${token}` } })).status;
    await rehearsal.goLive('vm');

    // Act
    const before = await as('old1');
    rehearsal.pass(1);
    const after = [await as('old1'), await as('old2'), await as('new1'), await as('old1'), await as('new2')];

    // Assess
    expect(before).toBe(200);
    expect(after).toEqual([401, 401, 200, 401, 200]);
  });

  test.each([
    ['stuck-step', 'live', 'running'],
    ['blocked-step', 'displaycertify', 'blocked'],
  ])('holds an operation by a %s until it is released', async (fault, id, state) => {
    // Prepare
    await faults({ on: 'golive', do: fault, step: id });
    const release = async () =>
      (await fetch(`${rehearsal.marketplace.url}/rehearsal/${OFFER}/release`, { method: 'PUT' })).status;
    await rehearsal.goLive('vm');

    // Act
    rehearsal.pass(1000);
    const held = await bodyOf(await operation());
    const released = [await release(), await release()];
    rehearsal.pass(4);

    // Assess
    expect(held['steps']).toContainEqual(expect.objectContaining({ id, status: state }));
    expect(released).toEqual([200, 409]);
    expect(await bodyOf(await operation())).toMatchObject({ status: 'completed' });
  });

  test('fails the certification, with its message', async () => {
    // Prepare
    await faults({ on: 'golive', do: 'failed-step' });
    await rehearsal.goLive('vm');

    // Act
    rehearsal.pass(1);

    // Assess
    expect(await bodyOf(await operation())).toMatchObject({
      status: 'failed',
      messages: ['Issues found during Certification.'],
      steps: expect.arrayContaining([
        expect.objectContaining({
          id: 'displaycertify',
          status: 'failed',
          messages: [expect.objectContaining({ level: 'error', messageHtml: 'Issues found during Certification.' })],
        }),
      ]),
    });
    expect((await rehearsal.look('vm')).offer).toMatchObject({ status: 'Failed', slots: { production: 1 } });
  });

  test('refuses to cancel', async () => {
    // Prepare
    await faults({ on: 'cancel', do: 'refuse', status: 403 });
    await rehearsal.goLive('vm');

    // Act
    const answer = await rehearsal.api('POST', `${OFFER}/cancel`, { body: EMAILS });

    // Assess
    expect(answer.status).toBe(403);
    expect(await running()).toHaveLength(1);
  });

  test('carries a call out at once and answers late', async () => {
    // Prepare
    await faults({ on: 'golive', do: 'slow', seconds: 2 });
    let answered = false;

    // Act
    const answer = rehearsal.goLive('vm').finally(() => {
      answered = true;
    });
    await waitUntil('the go-live to be accepted', async () => (await rehearsal.look('vm')).accepted.golive === 1);
    const answeredBefore = answered;

    // Assess
    expect(answeredBefore).toBe(false);
    expect((await answer).status).toBe(202);
  });

  test('carries a call out late, even if nobody waits any more', async () => {
    // Prepare
    await faults({ on: 'golive', do: 'late', seconds: 2 });

    // Act
    const impatient = rehearsal.api('POST', `${OFFER}/golive`, { signal: AbortSignal.timeout(500) });
    await expect(impatient).rejects.toThrow();
    const atFirst = await running();
    await waitUntil('one running submission', running, { isSo: ({ length }) => length === 1 });

    // Assess
    expect(atFirst).toEqual([]);
  });

  test('sends the body slowly', async () => {
    // Prepare
    await faults({ on: 'status', do: 'slow-body', seconds: 1 });

    // Act
    const answer = await status();
    const headersAt = performance.now();
    const body = await bodyOf(answer);

    // Assess
    expect(performance.now() - headersAt).toBeGreaterThan(150);
    expect(body).toMatchObject({ status: 'WaitingForPublisherReview' });
  });

  test.each([
    ['html', 200, /^<!DOCTYPE html>/],
    ['malformed-json', 200, /^\{"status":"WaitingForPublisherReview".*[^}]$/s],
    ['empty-body', 200, /^$/],
  ])('answers %s', async (fault, expected, form) => {
    // Prepare
    await faults({ on: 'status', do: fault });

    // Act
    const answer = await status();
    const body = await answer.text();

    // Assess
    expect(answer.status).toBe(expected);
    expect(body).toMatch(form);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
    expect(answer.headers.get('content-type')).toMatch(fault === 'html' ? 'text/html' : 'application/json');
  });

  test('answers far too much', async () => {
    // Prepare
    await faults({ on: 'operation', do: 'oversized-body' });
    await rehearsal.goLive('vm');

    // Act
    const body = await (await operation()).text();

    // Assess
    expect(body.length).toBeGreaterThan(20 * 1024 * 1024);
    expect(JSON.parse(body)).toMatchObject([{ status: 'running' }]);
  });

  test.each([
    ['no-location', {}, ''],
    [
      'foreign-location',
      { to: 'https://foreign.example/api/operations/1' },
      'https://foreign.example/api/operations/1',
    ],
  ])('accepts a go-live with %s', async (fault, parameters, location) => {
    // Prepare
    await faults({ on: 'golive', do: fault, ...parameters });

    // Act
    const answer = await rehearsal.goLive('vm');

    // Assess
    expect(answer.status).toBe(202);
    expect(locationOf(answer)).toBe(location);
    expect(await running()).toHaveLength(1);
  });

  test('redirects to a foreign host without carrying the call out', async () => {
    // Prepare
    await faults({ on: ['golive', 'status'], do: 'redirect', to: 'https://foreign.example/', status: 302 });

    // Act
    const answers = [await rehearsal.goLive('vm'), await status()];

    // Assess
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://foreign.example/']);
    }
    expect(await running()).toEqual([]);
  });

  test('lists an operation more than once', async () => {
    // Prepare
    await faults({ on: 'submissions', do: 'duplicates', copies: 3 });
    await rehearsal.goLive('vm');

    // Act
    const [first, second, third, ...rest] = await running();

    // Assess
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(rest).toEqual([]);
  });

  test('changes its words during the run', async () => {
    // Prepare
    await faults({ on: 'operation', after: { calls: 1 }, do: 'words', words: 'other' });
    await rehearsal.goLive('vm');

    // Act
    const words = [(await bodyOf(await operation()))['status'], (await bodyOf(await operation()))['status']];

    // Assess
    expect(words).toEqual(['running', 'In Progress']);
  });

  test('counts anew when the rules are set anew', async () => {
    // Prepare
    const once = { on: 'status', times: 1, do: 'refuse', status: 500 };
    await faults(once);
    const seen = [(await status()).status, (await status()).status];

    // Act
    await faults(once);
    seen.push((await status()).status);

    // Assess
    expect(seen).toEqual([500, 200, 500]);
  });
});
