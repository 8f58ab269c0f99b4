import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CANARY_SIGNATURE } from '../cloud-partner-portal/definition.ts';
import {
  bodyOf,
  EMAILS,
  locationOf,
  type MarketplaceUnderTest,
  startDocumentedMarketplace,
} from './marketplace-under-test.ts';

const OFFER = 'publishers/contoso/offers/vm';

describe('the Cloud Partner Portal API of the rehearsal marketplace', () => {
  let rehearsal: MarketplaceUnderTest;

  beforeEach(async () => {
    rehearsal = await startDocumentedMarketplace();
  });

  afterEach(() => rehearsal.marketplace.close());

  async function statusOf(): Promise<unknown> {
    return (await bodyOf(await rehearsal.api('GET', `${OFFER}/status`)))['status'];
  }

  async function versionIn(slot: string): Promise<unknown> {
    const response = await rehearsal.api('GET', `${OFFER}/slot/${slot}`);
    return response.status === 200 ? (await bodyOf(response))['version'] : response.status;
  }

  /** Reads an operation by the location that a publishing call gave. */
  async function follow(location: string): Promise<Record<string, unknown>> {
    const url = new URL(location, rehearsal.marketplace.url);
    return bodyOf(await rehearsal.api('GET', url.pathname.replace('/api/', '')));
  }

  test('takes an offer that nobody scripted live in three seconds', async () => {
    // Prepare
    expect([await statusOf(), await versionIn('Preview'), await versionIn('Production')]).toEqual([
      'WaitingForPublisherReview',
      2,
      1,
    ]);

    // Act
    const answer = await rehearsal.goLive('vm');
    rehearsal.pass(2.9);
    const during = await follow(locationOf(answer));
    const statusDuring = await statusOf();
    rehearsal.pass(0.1);

    // Assess
    expect(answer.status).toBe(202);
    expect(during).toMatchObject({ status: 'running', publishingVersion: 2, cancellationRequestState: 'cannotCancel' });
    expect(during['steps']).toContainEqual(
      expect.objectContaining({ id: 'live', status: 'running', progressPercentage: 90 }),
    );
    expect(during['steps']).toContainEqual(expect.objectContaining({ id: 'publisher-signoff', status: 'complete' }));
    expect(statusDuring).toBe('Running');
    expect(await follow(locationOf(answer))).toMatchObject({ status: 'completed' });
    expect([await statusOf(), await versionIn('production')]).toEqual(['Succeeded', 2]);
  });

  test('publishes a new version to preview, which then waits for the publisher', async () => {
    // Act
    const answer = await rehearsal.api('POST', `${OFFER}/publish`, { body: EMAILS });
    rehearsal.pass(4);

    // Assess
    expect(answer.status).toBe(202);
    const operation = await follow(locationOf(answer));
    expect(operation).toMatchObject({ status: 'completed', publishingVersion: 3 });
    expect(operation['steps']).toContainEqual(
      expect.objectContaining({ id: 'publisher-signoff', status: 'WaitingForPublisherReview' }),
    );
    expect([await statusOf(), await versionIn('Preview'), await versionIn('Production')]).toEqual([
      'WaitingForPublisherReview',
      3,
      1,
    ]);
  });

  test.each([
    [
      'operation-location',
      /^http:\/\/127\.0\.0\.1:\d+\/api\/publishers\/contoso\/offers\/vm\/operations\/[0-9a-f-]{36}$/,
    ],
    ['location', /^\/api\/publishers\/contoso\/offers\/vm\/operations\/[0-9a-f-]{36}\?api-version=2017-10-31$/],
    ['non-migrated', /^\/api\/operations\/contoso\$vm\$2\$preview\?api-version=2017-10-31$/],
  ])('tells where the operation is by %s and answers there', async (location, form) => {
    // Prepare
    await rehearsal.script('vm', { answers: { location } });

    // Act
    const answer = await rehearsal.goLive('vm');

    // Assess
    expect(locationOf(answer)).toMatch(form);
    expect(answer.headers.has('operation-location')).toBe(location === 'operation-location');
    expect(await follow(locationOf(answer))).toMatchObject({ status: 'running', publishingVersion: 2 });
  });

  test('builds absolute locations from the host name that the caller used, also when it is mounted elsewhere', async () => {
    // Prepare
    const server = createServer(rehearsal.marketplace.handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    // Act
    const answer = await fetch(`http://localhost:${port}/api/${OFFER}/golive?api-version=2017-10-31`, {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'if-match': '*' },
    }).finally(() => {
      server.close();
      server.closeAllConnections();
    });

    // Assess
    expect(locationOf(answer)).toContain(`http://localhost:${port}/api/`);
  });

  test('answers an operation as an array of one or as the object itself', async () => {
    // Act
    const url = new URL(locationOf(await rehearsal.goLive('vm'))).pathname.replace('/api/', '');
    const array: unknown = await (await rehearsal.api('GET', url)).json();
    await rehearsal.script('vm', { answers: { body: 'object', retryAfterSeconds: 7 } });
    const response = await rehearsal.api('GET', url);

    // Assess
    expect(array).toEqual([expect.objectContaining({ status: 'running' })]);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toMatchObject({ status: 'running' });
  });

  test.each([
    ['documented', 'running', 'Running'],
    ['upper', 'RUNNING', 'RUNNING'],
    ['other', 'In Progress', 'in progress'],
    ['unknown', 'Reticulating', 'Reticulating'],
  ])('tells statuses in %s words', async (words, operation, offer) => {
    // Prepare
    await rehearsal.script('vm', { answers: { words } });

    // Act
    const location = locationOf(await rehearsal.goLive('vm'));

    // Assess
    expect(await follow(location)).toMatchObject({ status: operation });
    expect(await statusOf()).toBe(offer);
  });

  test('lists running operations alone when it is asked for them', async () => {
    // Prepare
    const list = async (query: string): Promise<unknown> =>
      (await rehearsal.api('GET', `${OFFER}/submissions/${query}`)).json();
    const id = locationOf(await rehearsal.goLive('vm'))
      .split('/')
      .at(-1);

    // Act
    const running = await list('?status=running');
    rehearsal.pass(3);

    // Assess
    expect(running).toEqual([expect.objectContaining({ id, submissionState: 'running', publishingVersion: 2 })]);
    expect(await list('?status=running')).toEqual([]);
    expect(await list('')).toEqual([
      expect.objectContaining({ id, submissionState: 'completed' }),
      expect.objectContaining({ publishingVersion: 2, submissionState: 'completed' }),
    ]);
  });

  test('takes one operation at a time', async () => {
    // Prepare
    await rehearsal.goLive('vm');

    // Act
    const second = await rehearsal.goLive('vm');

    // Assess
    expect(second.status).toBe(400);
    expect(await bodyOf(second)).toMatchObject({
      error: { code: 'InvalidState', message: expect.stringContaining('An In Progress submission already exists') },
    });
    expect((await rehearsal.look('vm')).accepted.golive).toBe(1);
  });

  test('refuses a go-live of what is already live, and of an offer without a preview', async () => {
    // Prepare
    await rehearsal.script('live', { slots: { preview: 4, production: 4 } });
    await rehearsal.script('new', { slots: { draft: 1 } });

    // Act
    const answers = [await rehearsal.goLive('live'), await rehearsal.goLive('new')];

    // Assess
    expect(answers.map(({ status }) => status)).toEqual([400, 404]);
    expect((await rehearsal.look('new')).offer.status).toBe('NeverPublished');
    expect((await rehearsal.api('GET', 'publishers/contoso/offers/new/slot/Preview')).status).toBe(404);
  });

  test('asks for the API version, a token and If-Match', async () => {
    // Act
    const noVersion = await rehearsal.api('GET', `${OFFER}/status`, { version: '2016-01-01' });
    const noToken = await rehearsal.api('GET', `${OFFER}/status`, { headers: { authorization: '' } });
    const noMatch = await fetch(`${rehearsal.marketplace.url}/api/${OFFER}/golive?api-version=2017-10-31`, {
      method: 'POST',
      headers: { authorization: 'Bearer token' },
    });
    const mismatch = await rehearsal.api('POST', `${OFFER}/golive`, { headers: { 'if-match': '"0"' } });

    // Assess
    expect([noVersion.status, noToken.status, noMatch.status, mismatch.status]).toEqual([400, 401, 400, 412]);
    expect(await bodyOf(noVersion)).toMatchObject({ error: { code: 'InvalidAPIVersion' } });
    expect(await bodyOf(noToken)).toMatchObject({ error: { message: 'Access token is missing or invalid' } });
    expect((await rehearsal.look('vm')).accepted.golive).toBe(0);
  });

  test('takes the ETag that a reader got, until the offer changes', async () => {
    // Prepare
    const eTag = (await rehearsal.api('GET', OFFER)).headers.get('etag') ?? '';
    const attempt = () => rehearsal.api('POST', `${OFFER}/golive`, { headers: { 'if-match': eTag } });

    // Act
    const first = await attempt();
    rehearsal.pass(3);
    const second = await attempt();

    // Assess
    expect([first.status, second.status]).toEqual([202, 412]);
  });

  test('verifies tokens with the verifier that it was given', async () => {
    // Prepare
    await rehearsal.marketplace.close();
    rehearsal = await startDocumentedMarketplace({
      verifyToken: async (token) =>
        token === 'good' ? { ok: true, clientId: 'release-team', tenantId: 't' } : { ok: false, reason: 'foreign' },
    });
    const status = async (token: string) =>
      (await rehearsal.api('GET', `${OFFER}/status`, { headers: { authorization: `Bearer ${token}` } })).status;

    // Assess
    expect([await status('good'), await status('bad')]).toEqual([200, 401]);
  });

  test('cancels by an operation that can be followed, and only before it is too late', async () => {
    // Prepare
    const operation = locationOf(await rehearsal.goLive('vm'));
    const cancel = () => rehearsal.api('POST', `${OFFER}/cancel`, { body: EMAILS });

    // Act
    const accepted = await cancel();
    const again = await cancel();
    rehearsal.pass(1);
    const ended = await follow(operation);
    const cancellation = await follow(locationOf(accepted));
    await rehearsal.goLive('vm');
    rehearsal.pass(2);
    const tooLate = await cancel();

    // Assess
    expect([accepted.status, again.status, tooLate.status]).toEqual([202, 202, 400]);
    expect(locationOf(again)).toBe(locationOf(accepted));
    expect(ended).toMatchObject({ status: 'canceled', cancellationRequestState: 'canceled' });
    expect(cancellation).toMatchObject({ status: 'completed' });
    expect(await versionIn('Production')).toBe(1);
  });

  test('cancels at once when it is scripted so, or tells the location in the body, or takes no notice', async () => {
    // Prepare
    const cancel = async (offer: string, cancelAs: unknown, answers: unknown) => {
      await rehearsal.script(offer, { cancel: cancelAs, answers });
      await rehearsal.goLive(offer);
      return rehearsal.api('POST', `publishers/contoso/offers/${offer}/cancel`, { body: EMAILS });
    };

    // Act
    const atOnce = await cancel('a', { answer: 'at-once' }, {});
    const inBody = await cancel('b', { ignored: true }, { cancelLocation: 'body', location: 'location' });
    const { location } = await bodyOf(inBody);
    rehearsal.pass(1.5);

    // Assess
    expect(atOnce.status).toBe(200);
    expect((await rehearsal.look('a')).offer.status).toBe('Canceled');
    expect(locationOf(inBody)).toBe('');
    expect(await follow(String(location))).toMatchObject({ status: 'failed' });
    expect((await rehearsal.look('b')).offer.status).toBe('Running');
  });

  test('asks publish for e-mail addresses', async () => {
    // Act
    const none = await rehearsal.api('POST', `${OFFER}/publish`);
    const wrong = await rehearsal.api('POST', `${OFFER}/publish`, { body: EMAILS.replace('@', ' at ') });

    // Assess
    expect([none.status, wrong.status]).toEqual([400, 422]);
  });

  test('reads versions and slots, each with a definition that holds the canary', async () => {
    // Act
    const two = await rehearsal.api('GET', `${OFFER}/versions/2`);
    const three = await rehearsal.api('GET', `${OFFER}/versions/3`);
    const all: unknown = await (await rehearsal.api('GET', `${OFFER}/versions`)).json();

    // Assess
    expect([two.status, three.status]).toEqual([200, 404]);
    expect(await two.text()).toContain(CANARY_SIGNATURE);
    expect(all).toMatchObject([{ version: 2 }, { version: 1 }]);
  });

  test.each([
    `GET ${OFFER}/operations/56615b67-2185-49fe-80d2-c4ddf77bb2e8`,
    'GET operations/contoso$vm$9$preview',
    `GET ${OFFER}/nothing`,
    `POST ${OFFER}/status`,
    'GET publishers/contoso/offers/..%2f..%2fetc/status',
    'GET publishers/contoso/offers/%zz/status',
  ])('knows nothing of %s', async (call) => {
    // Act
    const [method = '', path = ''] = call.split(' ');
    const answer = await rehearsal.api(method, path);

    // Assess
    expect(answer.status).toBe(404);
    expect(await bodyOf(answer)).toMatchObject({ error: { code: 'NotFound' } });
  });
});
