import { createTokens, type Tokens } from '../../identity/tokens.ts';
import { createSecretStore } from '../../key-vault/secret-store.ts';
import { createVault } from '../../key-vault/vault.ts';

const PRINCIPAL = { tenantId: 'tenant', clientId: 'client' };
const RESOURCE = 'https://vault.azure.net';

describe('who may read the vault', () => {
  let tokens: Tokens;
  let late: Tokens;
  let now = 0;
  beforeAll(async () => {
    [tokens, late] = await Promise.all([createTokens(), createTokens(() => now)]);
  });

  const read = (token: string | undefined, path = '/secrets/s/?api-version=7.5', accepting = tokens) => {
    const secrets = createSecretStore();
    secrets.put('s', 'value');
    const reply = createVault({ secrets, tokens: accepting, tenantId: 'home' }).respond({
      method: 'GET',
      url: new URL(path, 'http://v.vault.azure.net'),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      body: Buffer.alloc(0),
    });
    return { status: reply.status, headers: reply.headers, body: JSON.parse(String(reply.body)) };
  };

  test('the identity of the app', () => {
    const { accessToken } = tokens.issue(PRINCIPAL, RESOURCE, 'managedIdentity');
    expect(read(accessToken)).toMatchObject({ status: 200, body: { value: 'value', attributes: { enabled: true } } });
  });

  test('nobody without a token: the challenge names authority and resource', () => {
    expect(read(undefined)).toMatchObject({
      status: 401,
      headers: {
        'WWW-Authenticate':
          'Bearer authorization="https://login.microsoftonline.com/home", resource="https://vault.azure.net"',
      },
      body: { error: { code: 'Unauthorized', message: expect.stringContaining('AKV10000') } },
    });
  });

  test('no application of a publisher', () => {
    const { accessToken } = tokens.issue(PRINCIPAL, RESOURCE, 'application');
    expect(read(accessToken)).toMatchObject({ status: 403, body: { error: { code: 'Forbidden' } } });
  });

  test('nobody with a token that is none, foreign, expired or for another service', async () => {
    // Prepare
    const strangers = await createTokens();
    const foreign = strangers.issue(PRINCIPAL, RESOURCE, 'managedIdentity').accessToken;
    const astray = tokens.issue(PRINCIPAL, 'https://management.azure.com', 'managedIdentity').accessToken;
    const old = late.issue(PRINCIPAL, RESOURCE, 'managedIdentity').accessToken;
    now = 86_400_000;

    // Act
    const answers = [read('none'), read(foreign), read(astray), read(old, undefined, late)];

    // Assess
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers.map(({ body }) => body.error.message)).toEqual([
      expect.stringContaining('BearerReadAccessTokenFailed'),
      expect.stringContaining('AKV10046'),
      'AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com.',
      expect.stringContaining('TokenExpired'),
    ]);
  });

  test.each([
    ['without an api-version', '/secrets/s', 400, 'BadParameter'],
    ['for a name that cannot be', '/secrets/a_b?api-version=7.5', 400, 'BadParameter'],
    ['for a key', '/keys/k?api-version=7.5', 404, 'ResourceNotFound'],
  ])('refuses a request %s', (_what, path, status, code) => {
    const { accessToken } = tokens.issue(PRINCIPAL, RESOURCE, 'managedIdentity');
    expect(read(accessToken, path)).toMatchObject({ status, body: { error: { code } } });
  });
});
