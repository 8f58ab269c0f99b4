import { type SdkProcess, startSdkProcess } from '../sdk/sdk-process.ts';
import { startWorld, type World } from '../world.ts';

describe('managed identity', () => {
  let world: World;
  let sdk: SdkProcess;

  beforeAll(async () => {
    world = await startWorld();
    sdk = startSdkProcess(world.settings);
  });

  afterAll(async () => {
    await sdk.end();
    await world.close();
  });

  const ask = (query: Record<string, string>, header = world.settings['IDENTITY_HEADER'] ?? '') =>
    fetch(`${world.settings['IDENTITY_ENDPOINT']}?${new URLSearchParams(query)}`, {
      headers: { 'X-IDENTITY-HEADER': header },
    });

  test('gives the SDK a token that the services accept as the app itself', async () => {
    // Act
    const token = await sdk.call('managedIdentityToken', 'https://vault.azure.net/.default');

    // Assess
    expect(world.tokens.verify(token, 'https://vault.azure.net')).toMatchObject({ ok: true, managedIdentity: true });
  });

  test('gives a token for a user-assigned identity by its client id', async () => {
    // Prepare
    const clientId = '33333333-3333-3333-3333-333333333333';

    // Act
    const answer = await ask({ 'api-version': '2019-08-01', resource: 'https://vault.azure.net', client_id: clientId });

    // Assess
    const { access_token, expires_on } = (await answer.json()) as { access_token: string; expires_on: string };
    expect(world.tokens.verify(access_token, 'https://vault.azure.net')).toMatchObject({ ok: true, clientId });
    expect(Number(expires_on)).toBeGreaterThan(Date.now() / 1000 + 3_600);
  });

  test('refuses a caller that does not know the header, so the SDK finds no identity', async () => {
    // Prepare
    const stranger = startSdkProcess({ ...world.settings, IDENTITY_HEADER: 'guessed' });

    try {
      // Act
      const asking = stranger.call('managedIdentityToken', 'https://vault.azure.net/.default');

      // Assess
      await expect(asking).rejects.toMatchObject({ message: expect.stringContaining('X-IDENTITY-HEADER') });
    } finally {
      await stranger.end();
    }
  });

  test.each([
    ['another api-version', { 'api-version': '2018-02-01', resource: 'https://vault.azure.net' }, '2018-02-01'],
    ['no resource', { 'api-version': '2019-08-01' }, 'resource'],
    ['an unknown resource', { 'api-version': '2019-08-01', resource: 'https://unknown.example' }, 'AADSTS500011'],
    [
      'a client id that is none',
      { 'api-version': '2019-08-01', resource: 'https://vault.azure.net', client_id: 'me' },
      'No User Assigned',
    ],
  ])('answers 400 to %s', async (_what, query, words) => {
    // Act
    const answer = await ask(query);

    // Assess
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ statusCode: 400, message: expect.stringContaining(words) });
  });

  test('fails as scripted', async () => {
    // Prepare
    await world.admin('PUT', '/faults', { service: 'identity', status: 500, times: 1 });

    // Act
    const [failed, healed] = [
      await ask({ 'api-version': '2019-08-01', resource: 'https://vault.azure.net' }),
      await ask({ 'api-version': '2019-08-01', resource: 'https://vault.azure.net' }),
    ];

    // Assess
    expect([failed.status, healed.status]).toEqual([500, 200]);
  });
});
