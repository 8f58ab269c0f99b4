import { type SdkProcess, startSdkProcess } from '../sdk/sdk-process.ts';
import { startWorld, type World } from '../world.ts';
import { makeClientCertificate } from './certificate.ts';

const TENANT = '11111111-1111-1111-1111-111111111111';
const SCOPE = 'https://cloudpartner.azure.com/.default';

describe('client credentials through the SDK with default options', () => {
  let world: World;
  let sdk: SdkProcess;
  let clients = 0;

  beforeAll(async () => {
    world = await startWorld();
    sdk = startSdkProcess(world.settings);
  });

  afterAll(async () => {
    await sdk.end();
    await world.close();
  });

  /** A client of its own for each test: the SDK remembers tokens and tenants for the whole process. */
  const newClientId = () => `22222222-2222-2222-2222-${String(++clients).padStart(12, '0')}`;

  const putCredentials = async (publisher: string, credentials: object) =>
    world.admin('PUT', `/secrets/marketplace-${publisher}`, credentials);

  test('gives a token for the secret that is in the vault', async () => {
    // Prepare
    const clientId = newClientId();
    await putCredentials('fabrikam', { tenantId: TENANT, clientId, clientSecret: 's3cret' });

    // Act
    const token = await sdk.call('clientSecretToken', TENANT, clientId, 's3cret', SCOPE);

    // Assess
    expect(world.tokens.verify(token, 'https://cloudpartner.azure.com')).toMatchObject({
      ok: true,
      clientId,
      tenantId: TENANT,
      managedIdentity: false,
    });
  });

  describe('the endpoint before it (v1)', () => {
    const ask = async (form: Record<string, string>) => {
      const answer = await sdk.call('post', `https://login.microsoftonline.com/${TENANT}/oauth2/token`, {
        grant_type: 'client_credentials',
        ...form,
      });
      return { status: answer.status, body: JSON.parse(answer.body ?? '') as Record<string, unknown> };
    };

    test('gives a token for a resource, its numbers as text', async () => {
      // Prepare
      const client_id = newClientId();
      await putCredentials('older', { tenantId: TENANT, clientId: client_id, clientSecret: 's3cret' });
      const resource = 'https://graph.microsoft.com';

      // Act
      const { status, body } = await ask({ client_id, client_secret: 's3cret', resource });

      // Assess
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: 'Bearer', resource, expires_in: expect.stringMatching(/^\d+$/) });
      expect(Number(body['expires_on']) - Number(body['not_before'])).toBe(Number(body['expires_in']));
      expect(world.tokens.verify(String(body['access_token']), resource)).toMatchObject({ ok: true });
    });

    test.each([
      [{}, 'AADSTS90014'],
      [{ resource: 'https://nowhere.example' }, 'AADSTS500011'],
      [{ resource: 'https://graph.microsoft.com', client_secret: 'wrong' }, 'AADSTS7000215'],
    ])('refuses %j with %s', async (form, code) => {
      // Prepare
      const client_id = newClientId();
      await putCredentials('older', { tenantId: TENANT, clientId: client_id, clientSecret: 's3cret' });

      // Act
      const { status, body } = await ask({ client_id, client_secret: 's3cret', ...form });

      // Assess
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body['error_description']).toContain(code);
    });
  });

  test('takes a new version in the vault for a rotation: the old secret counts no more', async () => {
    // Prepare
    const clientId = newClientId();
    await putCredentials('rotating', { tenantId: TENANT, clientId, clientSecret: 'old' });
    await putCredentials('rotating', { tenantId: TENANT, clientId, clientSecret: 'new' });

    // Act
    const withOld = sdk.call('clientSecretToken', TENANT, clientId, 'old', SCOPE);

    // Assess
    await expect(withOld).rejects.toMatchObject({
      message: expect.stringContaining('AADSTS7000215: Invalid client secret provided.'),
    });
    expect(await sdk.call('clientSecretToken', TENANT, clientId, 'new', SCOPE)).toEqual(expect.any(String));
  });

  test('lets an explicit secret make the one in the vault wrong, until it is taken back', async () => {
    // Prepare
    const clientId = newClientId();
    await putCredentials('revoked', { tenantId: TENANT, clientId, clientSecret: 'in-vault' });
    await world.admin('PUT', `/clients/${clientId}`, { tenantId: TENANT, secret: 'only-this' });

    // Act
    const withVaults = sdk.call('clientSecretToken', TENANT, clientId, 'in-vault', SCOPE);

    // Assess
    await expect(withVaults).rejects.toMatchObject({ message: expect.stringContaining('AADSTS7000215') });
    await world.admin('DELETE', `/clients/${clientId}`);
    expect(await sdk.call('clientSecretToken', TENANT, clientId, 'in-vault', SCOPE)).toEqual(expect.any(String));
  });

  test('does not know an application that nobody registered', async () => {
    // Prepare
    await putCredentials('known', { tenantId: TENANT, clientId: newClientId(), clientSecret: 'x' });

    // Act
    const asking = sdk.call('clientSecretToken', TENANT, newClientId(), 'x', SCOPE);

    // Assess
    await expect(asking).rejects.toMatchObject({ message: expect.stringContaining('AADSTS700016') });
  });

  test('does not know a tenant without applications', async () => {
    const asking = sdk.call('clientSecretToken', '99999999-9999-9999-9999-999999999999', newClientId(), 'x', SCOPE);
    await expect(asking).rejects.toMatchObject({ message: expect.stringContaining('AADSTS90002') });
  });

  test('gives no token for a resource that no service stands for', async () => {
    // Prepare
    const clientId = newClientId();
    await putCredentials('stray', { tenantId: TENANT, clientId, clientSecret: 'x' });

    // Act
    const asking = sdk.call('clientSecretToken', TENANT, clientId, 'x', 'https://unknown.example/.default');

    // Assess
    await expect(asking).rejects.toMatchObject({ message: expect.stringContaining('AADSTS500011') });
  });

  test('verifies a certificate by thumbprint and signature', async () => {
    // Prepare
    const clientId = newClientId();
    const certificate = makeClientCertificate();
    await putCredentials('certified', { tenantId: TENANT, clientId, certificate });

    // Act
    const token = await sdk.call('clientCertificateToken', TENANT, clientId, certificate, SCOPE);

    // Assess
    expect(world.tokens.verify(token, 'https://cloudpartner.azure.com')).toMatchObject({ ok: true, clientId });
  });

  test('refuses a certificate that is not the one in the vault, and one that has expired', async () => {
    // Prepare
    const [clientId, lateClientId] = [newClientId(), newClientId()];
    await putCredentials('certified-2', { tenantId: TENANT, clientId, certificate: makeClientCertificate() });
    const expired = makeClientCertificate(-1);
    await putCredentials('certified-3', { tenantId: TENANT, clientId: lateClientId, certificate: expired });

    // Act
    const [withForeign, withExpired] = await Promise.allSettled([
      sdk.call('clientCertificateToken', TENANT, clientId, makeClientCertificate(), SCOPE),
      sdk.call('clientCertificateToken', TENANT, lateClientId, expired, SCOPE),
    ]);

    // Assess
    const refusedWith = (code: string) => ({
      status: 'rejected',
      reason: expect.objectContaining({ message: expect.stringContaining(code) }),
    });
    expect(withForeign).toEqual(refusedWith('AADSTS700027'));
    expect(withExpired).toEqual(refusedWith('AADSTS1000502'));
  });

  test('fails token requests as scripted, and the SDK retries through it', async () => {
    // Prepare
    const clientId = newClientId();
    await putCredentials('patient', { tenantId: TENANT, clientId, clientSecret: 'x' });
    await world.admin('PUT', '/faults', { service: 'identity', status: 503, times: 1, retryAfter: 0 });

    // Act
    const token = await sdk.call('clientSecretToken', TENANT, clientId, 'x', SCOPE);

    // Assess
    expect(token).toEqual(expect.any(String));
    const { json } = await world.admin('GET', '/requests?service=identity');
    expect((json as { status: number }[]).slice(-2).map(({ status }) => status)).toEqual([503, 200]);
  });
});
