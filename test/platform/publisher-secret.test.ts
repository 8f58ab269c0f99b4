import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretClient } from '@azure/keyvault-secrets';
import { readPublisherSecret } from '../../src/platform/publisher-secret.ts';
import { type Canned, ourIdentity, stubHttp } from './stub-http.ts';

const VAULT = 'https://contoso.vault.azure.net';

function vaultThat(answer: Canned): SecretClient {
  const httpClient = stubHttp((request) =>
    request.headers.has('authorization')
      ? answer
      : {
          status: 401,
          headers: {
            'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"`,
          },
        },
  );
  return new SecretClient(VAULT, ourIdentity, { httpClient, retryOptions: { maxRetries: 0 } });
}

const holding = (value: unknown) =>
  vaultThat({
    status: 200,
    body: {
      value: typeof value === 'string' ? value : JSON.stringify(value),
      id: `${VAULT}/secrets/marketplace-contoso/v7`,
      attributes: { enabled: true },
    },
  });

test('reads a client secret and its version', async () => {
  const secret = { tenantId: 'contoso.example', clientId: 'app', clientSecret: 'CANARY' };
  expect(await readPublisherSecret(holding({ ...secret, note: 'more' }), 'contoso')).toEqual({
    kind: 'secret',
    secret,
    version: 'v7',
  });
});

test('reads when the secret expires', async () => {
  // Prepare
  const exp = Date.UTC(2027, 0, 5) / 1000;
  const value = JSON.stringify({ tenantId: 't', clientId: 'app', clientSecret: 'CANARY' });
  const body = { value, id: `${VAULT}/secrets/marketplace-contoso/v7`, attributes: { enabled: true, exp } };

  // Act
  const outcome = await readPublisherSecret(vaultThat({ status: 200, body }), 'contoso');

  // Assess
  expect(outcome).toMatchObject({ kind: 'secret', expiresOn: new Date(exp * 1000) });
});

/** A self-signed certificate, without and with its key. */
function makeCertificate(): { alone: string; withKey: string } {
  const folder = mkdtempSync(join(tmpdir(), 'go-live-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=contoso', '-keyout', key, '-out', certificate],
      { stdio: 'ignore' },
    );
    const alone = readFileSync(certificate, 'utf8');
    return { alone, withKey: alone + readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('reads a certificate with its key', async () => {
  // Prepare
  const { alone, withKey } = makeCertificate();
  const read = (certificate: string) =>
    readPublisherSecret(holding({ tenantId: 't', clientId: 'app', certificate }), 'contoso');

  // Act
  const [whole, keyless] = [await read(withKey), await read(alone)];

  // Assess
  const validTo = new X509Certificate(alone).validToDate;
  expect(whole).toMatchObject({ kind: 'secret', secret: { certificate: withKey }, expiresOn: validTo });
  expect(keyless).toMatchObject({ kind: 'refused', cause: { code: 'CredentialsMissing' }, malformed: true });
});

test.each([
  ['is no JSON', 'CANARY{'],
  ['is empty', ''],
  ['is no object', '"CANARY"'],
  ['lacks the client', { tenantId: 't', clientSecret: 'CANARY' }],
  ['lacks both secrets', { tenantId: 't', clientId: 'c' }],
  ['has a tenant that is no name', { tenantId: 't/../CANARY', clientId: 'c', clientSecret: 'CANARY' }],
  ['has an empty secret', { tenantId: 't', clientId: 'CANARY', clientSecret: '' }],
  ['has no certificate in it', { tenantId: 't', clientId: 'c', certificate: 'CANARY' }],
])('a secret that %s is missing credentials, and nothing of it is told', async (_what, value) => {
  const outcome = await readPublisherSecret(holding(value), 'contoso');
  expect(outcome).toMatchObject({
    kind: 'refused',
    cause: { code: 'CredentialsMissing', message: expect.stringContaining('Secret marketplace-contoso is not JSON') },
  });
  expect(JSON.stringify(outcome)).not.toContain('CANARY');
});

const error = (code: string, message: string, innererror?: object) => ({ error: { code, message, innererror } });

test.each<[string, Canned, object]>([
  [
    'a secret that is not there',
    { status: 404, body: error('SecretNotFound', 'not found') },
    {
      kind: 'refused',
      cause: {
        code: 'CredentialsMissing',
        message: expect.stringMatching(/marketplace-contoso is not in the vault.*"tenantId"/),
      },
    },
  ],
  [
    'a disabled secret',
    {
      status: 403,
      body: error('Forbidden', 'Operation get is not allowed on a disabled secret.', { code: 'SecretDisabled' }),
    },
    { kind: 'refused', cause: { code: 'CredentialsMissing', message: expect.stringContaining('disabled') } },
  ],
  [
    'a vault that does not let us in',
    { status: 403, body: error('Forbidden', 'Caller is not authorized', { code: 'ForbiddenByRbac' }) },
    { kind: 'unavailable', message: expect.stringContaining('Key Vault Secrets User') },
  ],
  [
    'a vault that is away',
    { status: 503, body: error('Unavailable', 'later') },
    { kind: 'unavailable', message: expect.stringContaining('503') },
  ],
  [
    'a vault that throttles',
    { status: 429, headers: { 'retry-after': '7' }, body: error('Throttled', 'later') },
    { kind: 'unavailable', retryAfterSeconds: 7 },
  ],
])('%s is read as what it is', async (_what, answer, expected) => {
  expect(await readPublisherSecret(vaultThat(answer), 'contoso')).toMatchObject(expected);
});

test('an identity that gives no token is not the fault of the publisher', async () => {
  const failing = {
    getToken: async () =>
      Promise.reject(Object.assign(new Error('AADSTS700016: ours'), { name: 'CredentialUnavailableError' })),
  };
  const httpClient = stubHttp(() => ({
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"`,
    },
  }));
  const vault = new SecretClient(VAULT, failing, { httpClient, retryOptions: { maxRetries: 0 } });
  expect(await readPublisherSecret(vault, 'contoso')).toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('CredentialUnavailableError'),
  });
});

test('a tenant that the SDK would not take is told as malformed, not as trouble that passes', async () => {
  const secret = { tenantId: 'my_tenant', clientId: 'app', clientSecret: 'CANARY' };

  expect(await readPublisherSecret(holding(secret), 'contoso')).toMatchObject({
    kind: 'refused',
    malformed: true,
    cause: { code: 'CredentialsMissing' },
  });
});

test('a read has a time limit: a vault that never answers holds nobody for ever', async () => {
  // Prepare
  const limits: boolean[] = [];
  const httpClient = stubHttp((request) => {
    limits.push(request.abortSignal !== undefined);
    return { status: 404, body: { error: { code: 'SecretNotFound', message: 'no' } } };
  });
  const vault = new SecretClient(VAULT, ourIdentity, { httpClient, retryOptions: { maxRetries: 0 } });

  // Act
  await readPublisherSecret(vault, 'contoso');

  // Assess
  expect(limits.length).toBeGreaterThan(0);
  expect(limits).not.toContain(false);
});

test('reads an application that trusts our identity: there is no secret in it', async () => {
  const secret = { tenantId: 'contoso.example', clientId: 'app', federated: true };
  expect(await readPublisherSecret(holding(secret), 'contoso')).toEqual({ kind: 'secret', secret, version: 'v7' });
  expect(await readPublisherSecret(holding({ ...secret, federated: false }), 'contoso')).toMatchObject({
    malformed: true,
  });
});

test('reads a certificate object of the vault, whose ids stand in its tags', async () => {
  // Prepare
  const { withKey: pem } = makeCertificate();
  const object = (tags: object, contentType = 'application/x-pem-file') =>
    vaultThat({
      status: 200,
      body: {
        value: pem,
        contentType,
        tags,
        id: `${VAULT}/secrets/marketplace-contoso/v7`,
        attributes: { enabled: true },
      },
    });
  const tags = { tenantId: 'contoso.example', clientId: 'app' };

  // Act
  const outcome = await readPublisherSecret(object(tags), 'contoso');
  const others = [object({}), object(tags, 'application/x-pkcs12')];

  // Assess
  const expiry = new X509Certificate(pem).validToDate;
  expect(outcome).toEqual({
    kind: 'secret',
    secret: { ...tags, certificate: pem },
    version: 'v7',
    expiresOn: expiry,
    expiries: [{ what: 'certificate', on: expiry }],
  });
  for (const other of others) expect(await readPublisherSecret(other, 'contoso')).toMatchObject({ malformed: true });
});
