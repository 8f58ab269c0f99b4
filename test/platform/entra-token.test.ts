import { ClientSecretCredential } from '@azure/identity';
import { createPublisherCredential, getToken } from '../../src/platform/entra-token.ts';
import { type Canned, stubHttp } from './stub-http.ts';

const SECRET = { tenantId: '11111111-2222-3333-4444-555555555555', clientId: 'app', clientSecret: 'CANARY~secret' };
const SCOPE = 'https://cloudpartner.azure.com/.default';

function credentialThat(answer: Canned) {
  const httpClient = stubHttp(() => answer);
  return {
    httpClient,
    credential: new ClientSecretCredential(SECRET.tenantId, SECRET.clientId, SECRET.clientSecret, {
      httpClient,
      retryOptions: { maxRetries: 0 },
    }),
  };
}

test('asks Entra for the scope with the secret, once while the token is good', async () => {
  // Prepare
  const { httpClient, credential } = credentialThat({
    status: 200,
    body: { access_token: 'a-token', expires_in: 3600, token_type: 'Bearer' },
  });

  // Act
  const first = await getToken(credential, SECRET, SCOPE);
  const second = await getToken(credential, SECRET, SCOPE);

  // Assess
  expect([first, second]).toEqual([
    { kind: 'token', token: 'a-token' },
    { kind: 'token', token: 'a-token' },
  ]);
  const posts = httpClient.requests.filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(1);
  expect(String(posts[0]?.body)).toContain(encodeURIComponent(SCOPE));
});

const entra = (error: string, code: number, words: string): Canned => ({
  status: error === 'invalid_client' ? 401 : 400,
  body: {
    error,
    error_description: `AADSTS${code}: ${words} Trace ID: 1 Correlation ID: 2 Timestamp: 3`,
    error_codes: [code],
  },
});

test.each([
  [
    'a wrong secret',
    entra('invalid_client', 7000215, "Invalid client secret provided: 'CANARY~secret'."),
    'AADSTS7000215',
  ],
  [
    'an expired secret',
    entra('invalid_client', 7000222, "The provided client secret keys for app 'app' are expired."),
    'AADSTS7000222',
  ],
  [
    'an unknown application',
    entra('unauthorized_client', 700016, 'Application with identifier was not found.'),
    'AADSTS700016',
  ],
  ['an unknown tenant', entra('invalid_request', 90002, "Tenant 'x' not found."), 'AADSTS90002'],
  [
    'a scope that does not exist',
    entra('invalid_resource', 500011, 'The resource principal was not found.'),
    'AADSTS500011',
  ],
])('%s is refused with the words of Entra, without the secret', async (_what, answer, marketplaceCode) => {
  const outcome = await getToken(credentialThat(answer).credential, SECRET, SCOPE);
  expect(outcome).toMatchObject({
    kind: 'refused',
    cause: { code: 'CredentialsRejected', marketplaceCode, message: expect.stringContaining(`${marketplaceCode}:`) },
  });
  expect(JSON.stringify(outcome)).not.toMatch(/CANARY|Trace ID/);
});

test.each<[string, Canned]>([
  ['a 500', { status: 500, body: {} }],
  ['a 503 that is no JSON', { status: 503, body: 'away' }],
  ['a 429', { status: 429, body: { error: 'too_many' } }],
  ['a fault of Entra itself', entra('temporarily_unavailable', 90033, 'A transient error has occurred.')],
])('%s is trouble that passes', async (_what, answer) => {
  const outcome = await getToken(credentialThat(answer).credential, SECRET, SCOPE);
  expect(outcome).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('Entra') });
  expect(JSON.stringify(outcome)).not.toContain('CANARY');
});

test('a broken connection is trouble that passes', async () => {
  const httpClient = {
    sendRequest: () =>
      Promise.reject(Object.assign(new Error('connect ECONNREFUSED CANARY~secret'), { code: 'ECONNREFUSED' })),
  };
  const credential = new ClientSecretCredential(SECRET.tenantId, SECRET.clientId, SECRET.clientSecret, {
    httpClient,
    retryOptions: { maxRetries: 0 },
  });
  const outcome = await getToken(credential, SECRET, SCOPE);
  expect(outcome).toMatchObject({ kind: 'unavailable' });
  expect(JSON.stringify(outcome)).not.toContain('CANARY');
});

test('a credential is made of either kind of secret', async () => {
  expect((await createPublisherCredential(SECRET)).constructor.name).toBe('ClientSecretCredential');
  const { tenantId, clientId } = SECRET;
  expect((await createPublisherCredential({ tenantId, clientId, certificate: 'PEM' })).constructor.name).toBe(
    'ClientCertificateCredential',
  );
});
