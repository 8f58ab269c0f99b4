import { SecretClient } from '@azure/keyvault-secrets';
import { createPublisherTokens } from '../../src/platform/publisher-tokens.ts';
import { ourIdentity, stubHttp } from './stub-http.ts';

const MINUTE = 60_000;

/** A vault whose secret the test changes and whose reads are counted, and credentials that are numbered. */
function set() {
  let version = 'v1';
  let time = 0;
  let status = 200;
  let reads = 0;
  const httpClient = stubHttp((request) => {
    if (!request.headers.has('authorization'))
      return {
        status: 401,
        headers: {
          'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"`,
        },
      };
    reads++;
    return {
      status,
      body:
        status === 200
          ? {
              value: JSON.stringify({ tenantId: 't', clientId: 'c', clientSecret: version }),
              id: `https://contoso.vault.azure.net/secrets/marketplace-contoso/${version}`,
            }
          : {},
    };
  });
  const client = new SecretClient('https://contoso.vault.azure.net', ourIdentity, {
    httpClient,
    retryOptions: { maxRetries: 0 },
  });
  let credentials = 0;
  const getToken = jest.fn(async (secret: string, credential: number) => ({
    token: `${secret}/${credential}`,
    expiresOnTimestamp: 0,
  }));
  const tokens = createPublisherTokens('contoso', {
    vault: async () => client,
    credentialOf: async (secret) => {
      const credential = ++credentials;
      return { getToken: () => getToken('clientSecret' in secret ? secret.clientSecret : '', credential) };
    },
    now: () => time,
  });
  return {
    tokens,
    getToken,
    rotate: (to: string) => {
      version = to;
    },
    pass: (ms: number) => {
      time += ms;
    },
    answerWith: (to: number) => {
      status = to;
    },
    reads: () => reads,
  };
}

test('reads the secret once in five minutes', async () => {
  // Prepare
  const { tokens, pass, reads } = set();

  // Act
  await tokens.token('s');
  pass(4 * MINUTE);
  await tokens.token('s');
  const before = reads();
  pass(MINUTE);
  const outcome = await tokens.token('s');

  // Assess: an unchanged version keeps its credential, and with it the cached tokens.
  expect([before, reads()]).toEqual([1, 2]);
  expect(outcome).toEqual({ kind: 'token', token: 'v1/1' });
});

test('takes a new version when the old one has been kept long enough', async () => {
  const { tokens, rotate, pass } = set();
  await tokens.token('s');
  rotate('v2');
  expect(await tokens.token('s')).toEqual({ kind: 'token', token: 'v1/1' });
  pass(5 * MINUTE);
  expect(await tokens.token('s')).toEqual({ kind: 'token', token: 'v2/2' });
});

test('fresh reads at once and leaves the tokens of the old credential aside, also of the same version', async () => {
  const { tokens, rotate } = set();
  await tokens.token('s');
  expect(await tokens.token('s', { fresh: true })).toEqual({ kind: 'token', token: 'v1/2' });
  rotate('v2');
  expect(await tokens.token('s', { fresh: true })).toEqual({ kind: 'token', token: 'v2/3' });
  expect(await tokens.token('s')).toEqual({ kind: 'token', token: 'v2/3' });
});

test('many at once cause one read and one request for a token', async () => {
  // Prepare
  const { tokens, getToken, reads } = set();

  // Act
  const all = await Promise.all(Array.from({ length: 20 }, () => tokens.token('s')));
  const fresh = await Promise.all(Array.from({ length: 20 }, () => tokens.token('s', { fresh: true })));

  // Assess
  expect(new Set(all.map((outcome) => outcome.kind === 'token' && outcome.token))).toEqual(new Set(['v1/1']));
  expect(new Set(fresh.map((outcome) => outcome.kind === 'token' && outcome.token))).toEqual(new Set(['v1/2']));
  expect(reads()).toBe(2);
  expect(getToken).toHaveBeenCalledTimes(2);
});

test('a failure is not kept', async () => {
  const { tokens, answerWith } = set();
  answerWith(503);
  expect(await tokens.token('s')).toMatchObject({ kind: 'unavailable' });
  answerWith(404);
  expect(await tokens.token('s')).toMatchObject({ kind: 'refused' });
  answerWith(200);
  expect(await tokens.token('s')).toMatchObject({ kind: 'token' });
});
