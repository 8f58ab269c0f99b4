import type { Tokens, Verification } from '../identity/tokens.ts';
import { bearerToken, type Exchange, json, type Reply } from '../wire/exchange.ts';
import type { Service } from '../wire/service.ts';
import type { SecretStore, SecretVersion } from './secret-store.ts';

/** Every vault of the public cloud; all of them lead to the same secrets. */
export const VAULT_HOSTS = ['*.vault.azure.net'];

const RESOURCE = 'https://vault.azure.net';
const SECRET_NAME = /^[0-9A-Za-z-]{1,127}$/;
const DEFAULT_PAGE = 25;

interface Settings {
  secrets: SecretStore;
  tokens: Tokens;
  tenantId: string;
}

/**
 * The secrets of a vault as the role Key Vault Secrets User sees them: the app's identity can read, no caller can
 * write.
 */
export function createVault({ secrets, tokens, tenantId }: Settings): Service {
  return {
    name: 'keyVault',
    respond(exchange) {
      const token = bearerToken(exchange);
      if (!token) return challenge(tenantId, NO_TOKEN);
      const caller = tokens.verify(token, RESOURCE);
      if (!caller.ok) return challenge(tenantId, wording(caller));
      if (!caller.managedIdentity || exchange.method !== 'GET') return fail(403, ...FORBIDDEN);
      if (!exchange.url.searchParams.get('api-version')) return fail(400, 'BadParameter', NO_API_VERSION);
      return read(secrets, exchange);
    },
    fail(status) {
      if (status === 401) return challenge(tenantId, NO_TOKEN);
      return fail(status, ...(FAILURES[status] ?? ['InternalServerError', 'The vault failed, as scripted.']));
    },
  };
}

function read(secrets: SecretStore, { url }: Exchange): Reply {
  const [collection, name = '', version = '', ...rest] = url.pathname.slice(1).split('/');
  if (collection !== 'secrets' || rest.length > 0) {
    return fail(404, 'ResourceNotFound', `This stand-in knows /secrets and /secrets/{name}; it got ${url.pathname}.`);
  }
  if (name === '') return page(secrets.newest(), url, ({ name }) => name);
  if (!SECRET_NAME.test(name)) return fail(400, 'BadParameter', `The request URI contains an invalid name: ${name}`);
  if (version === 'versions') return page(secrets.versions(name), url, fullName);

  const secret = version ? secrets.versions(name).find((one) => one.version === version) : secrets.latest(name);
  if (!secret) return fail(404, 'SecretNotFound', notFound(version ? `${name}/${version}` : name));
  if (!secret.enabled) {
    const message = 'Operation get is not allowed on a disabled secret.';
    return json(403, { error: { code: 'Forbidden', message, innererror: { code: 'SecretDisabled' } } });
  }
  // As in Azure, an expired secret can still be read; the expiry only informs its readers.
  return json(200, { value: secret.value, ...describe(secret, url, fullName) });
}

/** Names a secret in its id: with its version, or without it. */
type Naming = (secret: SecretVersion) => string;

const fullName: Naming = ({ name, version }) => `${name}/${version}`;

function page(secrets: SecretVersion[], url: URL, naming: Naming): Reply {
  const size = Number(url.searchParams.get('maxresults') ?? DEFAULT_PAGE);
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  const next = new URL(`https://${url.host}${url.pathname}${url.search}`);
  next.searchParams.set('$skiptoken', String(from + size));
  const value = secrets.slice(from, from + size).map((secret) => describe(secret, url, naming));
  return json(200, { value, nextLink: from + size < secrets.length ? next.href : null });
}

function describe(secret: SecretVersion, url: URL, naming: Naming) {
  const { enabled, createdAt, expiresAt, contentType, tags = {} } = secret;
  const created = Math.floor(createdAt / 1000);
  return {
    id: `https://${url.host}/secrets/${naming(secret)}`,
    attributes: {
      enabled,
      ...(expiresAt !== undefined && { exp: Math.floor(expiresAt / 1000) }),
      created,
      updated: created,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
    ...(contentType !== undefined && { contentType }),
    tags,
  };
}

function challenge(tenantId: string, message: string): Reply {
  const header = `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="${RESOURCE}"`;
  return json(401, { error: { code: 'Unauthorized', message } }, { 'WWW-Authenticate': header });
}

function wording(refusal: Extract<Verification, { ok: false }>): string {
  switch (refusal.cause) {
    case 'malformed':
      return '[BearerReadAccessTokenFailed] Error occurred while reading access token.';
    case 'foreign':
      return 'AKV10046: Unable to resolve the key used for signature validation.';
    case 'expired':
      return "[TokenExpired] Error validating token: 'S2S12086'.";
    case 'audience':
      return `AKV10022: ${refusal.reason}`;
  }
}

const NO_TOKEN = 'AKV10000: Request is missing a Bearer or PoP token.';

const NO_API_VERSION = 'The request must hold the query parameter api-version.';

const FORBIDDEN: [string, string] = [
  'Forbidden',
  'Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
];

/** The service's wording of the failures that tests script most often. */
const FAILURES: Partial<Record<number, [string, string]>> = {
  403: FORBIDDEN,
  404: ['SecretNotFound', 'A secret was not found in this key vault, as scripted.'],
  429: [
    'Throttled',
    'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
  ],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
};

function notFound(id: string): string {
  return `A secret with (name/id) ${id} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`;
}

function fail(status: number, code: string, message: string): Reply {
  return json(status, { error: { code, message } });
}
