import type { InspectOutcome } from '../../src/domain/observation.ts';
import { preflight } from '../../src/functions/preflight.ts';
import type { Marketplace, TokenOutcome } from '../../src/marketplace/port.ts';
import type { PreflightPorts } from '../../src/operations/examine-credentials.ts';
import type { SecretOutcome } from '../../src/platform/publisher-secret.ts';
import { anOffer } from '../domain/go-lives.ts';
import { aRequestOf, bodyOf, headerOf } from './requests.ts';

const DAY_MS = 24 * 3_600_000;
const SECRET: SecretOutcome = {
  kind: 'secret',
  secret: { tenantId: 'contoso.example', clientId: 'app', clientSecret: 'CANARY' },
  version: 'v1',
};
const TOKEN: TokenOutcome = { kind: 'token', token: 'TOKEN-CANARY' };
const ABSENT: InspectOutcome = { kind: 'refused', cause: { code: 'OfferNotFound', message: 'no such offer' } };

interface World {
  secret?: SecretOutcome;
  token?: TokenOutcome;
  looked?: InspectOutcome;
}

function portsOf({ secret = SECRET, token = TOKEN, looked = ABSENT }: World) {
  const tokens: TokenOutcome[] = [];
  const apis: (string | undefined)[] = [];
  const never = async (): Promise<never> => {
    throw new Error('A preflight only reads.');
  };
  const ports: PreflightPorts = {
    readSecret: async () => secret,
    getToken: async (_, api) => {
      apis.push(api);
      return token;
    },
    marketplace: (_, publisherTokens, api): Marketplace => ({
      inspect: async () => {
        apis.push(api);
        tokens.push(await publisherTokens.token('scope'));
        return looked;
      },
      submit: never,
      observe: never,
      cancel: never,
    }),
  };
  return { ports, tokens, apis };
}

const ask = (ports: PreflightPorts, publisherId = 'contoso', query = '') =>
  preflight(
    aRequestOf({ method: 'GET', path: `publishers/${publisherId}/preflight${query}`, params: { publisherId } }),
    ports,
  );
const refusal = (code: 'CredentialsRejected' | 'PublisherAccessDenied' | 'CredentialsMissing') => ({
  kind: 'refused' as const,
  cause: { code, message: 'in the words of others: CANARY' },
});
const expiringIn = (days: number): SecretOutcome => ({ ...SECRET, expiresOn: new Date(Date.now() + days * DAY_MS) });

test.each<[string, World]>([
  ['ok', {}],
  ['ok', { looked: { kind: 'inspected', offer: anOffer() } }],
  ['ok', { secret: expiringIn(31) }],
  ['expiring', { secret: expiringIn(29) }],
  ['expiring', { secret: expiringIn(-1) }],
  ['missing', { secret: refusal('CredentialsMissing') }],
  ['malformed', { secret: { ...refusal('CredentialsMissing'), malformed: true } }],
  ['rejected', { token: refusal('CredentialsRejected') }],
  ['rejected', { secret: expiringIn(-1), token: refusal('CredentialsRejected') }],
  ['rejected', { looked: refusal('CredentialsRejected') }],
  ['access-denied', { looked: refusal('PublisherAccessDenied') }],
])('says that the credentials are %s', async (credentials, world) => {
  // Act
  const response = await ask(portsOf(world).ports);

  // Assess
  const expiresOn = world.secret && 'expiresOn' in world.secret ? world.secret.expiresOn?.toISOString() : undefined;
  expect(response.status).toBe(200);
  const form = world.secret?.kind === 'refused' ? {} : { form: 'secret' };
  expect(bodyOf(response)).toEqual({ credentials, ...form, ...(expiresOn !== undefined && { expiresOn }) });
});

test.each([
  ['', undefined],
  ['?api=cloud-partner-portal&code=key', 'cloud-partner-portal'],
  ['?api=product-ingestion', 'product-ingestion'],
])('with the query "%s" it tries the API %s', async (query, api) => {
  const { ports, apis } = portsOf({});

  expect((await ask(ports, 'contoso', query)).status).toBe(200);
  expect(apis).toEqual([api, api]);
});

test.each([
  ['?api=graph', 'query:api'],
  ['?api=product-ingestion&api=cloud-partner-portal', 'query:api'],
  ['?publisher=contoso', 'query:publisher'],
])('refuses the query "%s" and asks nobody', async (query, pointer) => {
  const { ports, apis } = portsOf({});

  const response = await ask(ports, 'contoso', query);

  expect(response.status).toBe(400);
  expect(bodyOf(response)).toMatchObject({ code: 'InvalidRequest', errors: [{ pointer }] });
  expect(apis).toEqual([]);
});

test('looks at the marketplace with the token of the secret that the vault holds now', async () => {
  // Prepare
  const { ports, tokens } = portsOf({});

  // Act
  await ask(ports);

  // Assess
  expect(tokens).toEqual([TOKEN]);
});

test.each<[string, World, string]>([
  ['Key Vault', { secret: { kind: 'unavailable', message: 'CANARY', retryAfterSeconds: 7 } }, '7'],
  ['the token endpoint', { token: { kind: 'unavailable', message: 'CANARY' } }, '30'],
  ['the marketplace', { looked: { kind: 'trouble', reason: 'unavailable', message: 'CANARY' } }, '30'],
  [
    'what the marketplace means',
    { looked: { kind: 'refused', cause: { code: 'ContractChanged', message: 'CANARY' } } },
    '30',
  ],
])('answers 503 while %s cannot be asked', async (_, world, retryAfter) => {
  // Act
  const response = await ask(portsOf(world).ports);

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 503, code: 'TemporarilyUnavailable' });
  expect(headerOf(response, 'retry-after')).toBe(retryAfter);
  expect(JSON.stringify(response)).not.toContain('CANARY');
});

test('refuses a publisher id that is none', async () => {
  // Act
  const response = await ask(portsOf({}).ports, '../contoso');

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 400, errors: [{ pointer: 'path:publisherId' }] });
});

test.each([
  ['secret', { tenantId: 't', clientId: 'app', clientSecret: 'CANARY' }],
  ['certificate', { tenantId: 't', clientId: 'app', certificate: 'PEM' }],
  ['federated', { tenantId: 't', clientId: 'app', federated: true as const }],
])('tells the form %s, and what of it expires when', async (form, secret) => {
  // Prepare
  const on = new Date(Date.now() + 100 * DAY_MS);
  const world = {
    secret: { kind: 'secret' as const, secret, version: 'v1', expiries: [{ what: 'secret' as const, on }] },
  };

  // Act
  const response = await ask(portsOf(world).ports);

  // Assess
  expect(bodyOf(response)).toEqual({ credentials: 'ok', form, expires: { secret: on.toISOString() } });
});

test.each([
  ['AADSTS700211', /^The application trusts another issuer\. /],
  ['AADSTS700212', /^The application trusts tokens for another audience\. /],
  ['AADSTS700213', /^The application trusts another identity\. /],
])('says what to do about %s in words of its own', async (marketplaceCode, remedy) => {
  // Prepare
  const { kind, cause } = refusal('CredentialsRejected');

  // Act
  const response = await ask(portsOf({ token: { kind, cause: { ...cause, marketplaceCode } } }).ports);

  // Assess
  expect(bodyOf(response)).toEqual({
    credentials: 'rejected',
    form: 'secret',
    code: marketplaceCode,
    remedy: expect.stringMatching(remedy),
  });
});
