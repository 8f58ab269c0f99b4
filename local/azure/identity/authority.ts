import { type Exchange, json, type Reply } from '../wire/exchange.ts';
import type { Service } from '../wire/service.ts';
import { checkAssertion } from './client-assertion.ts';
import type { Directory } from './directory.ts';
import { entraError } from './entra-error.ts';
import { checkFederatedAssertion } from './federated-assertion.ts';
import {
  invalidSecret,
  missingCredential,
  missingField,
  unavailable,
  unknownApplication,
  unknownResource,
  unknownTenant,
  unsupportedGrant,
  wrongScope,
} from './refusals.ts';
import type { Tokens } from './tokens.ts';

/** The host names of the authority in Entra's public cloud. */
export const AUTHORITY_HOSTS = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
];

/** The assertion must be for this endpoint, under any of the authority's names, or for the tenant's issuer. */
const AUDIENCE = /^https:\/\/[a-z.]+\/[^/]+\/((oauth2\/)?v2\.0(\/token)?|oauth2\/token)\/?$/;

interface Settings {
  directory: Directory;
  tokens: Tokens;
  /** Resources with a service principal in the tenants; tokens can be requested for these only. */
  resources: string[];
}

const V1_TOKEN = 'POST oauth2/token';
const CALLS = ['GET v2.0/.well-known/openid-configuration', 'POST oauth2/v2.0/token', V1_TOKEN];

/**
 * Entra's token endpoints for client credentials, v2 and the older v1, and the metadata that clients may fetch first.
 */
export function createAuthority(settings: Settings): Service {
  return {
    name: 'identity',
    respond(exchange) {
      const [tenant = '', ...rest] = exchange.url.pathname.slice(1).split('/');
      const call = `${exchange.method} ${rest.join('/')}`;
      if (call === 'GET discovery/instance') return instances(exchange);
      if (!CALLS.includes(call)) {
        return json(404, { error: 'not_found', error_description: `No such endpoint here: ${call}.` });
      }
      if (!settings.directory.hasTenant(tenant)) return entraError(unknownTenant(tenant), exchange);
      return exchange.method === 'GET' ? metadata(tenant) : token(tenant, exchange, settings, call === V1_TOKEN);
    },
    fail: (status, exchange) => entraError(unavailable(status), exchange),
    isFaultable: ({ method }) => method === 'POST',
  };
}

/** The v1 endpoint takes a `resource` where v2 takes a `scope`, and returns numbers as text. */
function token(tenantId: string, exchange: Exchange, settings: Settings, isV1: boolean): Reply {
  const form = new URLSearchParams(exchange.body.toString());
  const field = (name: string) => form.get(name) ?? '';
  const clientId = field('client_id');
  const scope = field('scope');
  for (const name of ['client_id', 'grant_type', isV1 ? 'resource' : 'scope']) {
    if (!field(name)) return entraError(missingField(name), exchange);
  }
  if (field('grant_type') !== 'client_credentials') return entraError(unsupportedGrant(field('grant_type')), exchange);
  if (!isV1 && !scope.endsWith('/.default')) return entraError(wrongScope(scope), exchange);

  const application = settings.directory.find(tenantId, clientId);
  if (!application) return entraError(unknownApplication(clientId, tenantId), exchange);
  const nowSeconds = Date.now() / 1000;
  if (field('client_assertion')) {
    const { certificates, trusts } = application;
    const expected = { clientId, audience: AUDIENCE, certificates, nowSeconds };
    const problem =
      trusts.length > 0
        ? checkFederatedAssertion(field('client_assertion'), trusts, settings.tokens)
        : checkAssertion(field('client_assertion'), expected);
    if (problem) return entraError({ status: 401, error: 'invalid_client', ...problem }, exchange);
  } else if (!field('client_secret')) {
    return entraError(missingCredential, exchange);
  } else if (!application.secrets.includes(field('client_secret'))) {
    return entraError(invalidSecret(clientId), exchange);
  }

  const resource = isV1 ? field('resource') : scope.slice(0, -'/.default'.length);
  if (!settings.resources.includes(resource.replace(/\/+$/, ''))) {
    return entraError(unknownResource(resource, tenantId), exchange);
  }
  const secret = field('client_secret');
  const { accessToken, expiresInSeconds } = settings.tokens.issue(
    { tenantId, clientId },
    resource,
    'application',
    secret,
  );
  const lifetime = { expires_in: expiresInSeconds, ext_expires_in: expiresInSeconds };
  if (!isV1) return json(200, { token_type: 'Bearer', ...lifetime, access_token: accessToken });
  const notBefore = Math.floor(nowSeconds);
  const times = { ...lifetime, expires_on: notBefore + expiresInSeconds, not_before: notBefore };
  const texts = Object.entries(times).map(([name, seconds]) => [name, String(seconds)]);
  return json(200, { token_type: 'Bearer', ...Object.fromEntries(texts), resource, access_token: accessToken });
}

function metadata(tenant: string): Reply {
  const base = `https://login.microsoftonline.com/${tenant}`;
  return json(200, {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    issuer: `${base}/v2.0`,
    response_types_supported: ['code'],
    scopes_supported: ['openid'],
    subject_types_supported: ['pairwise'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  });
}

function instances({ url }: Exchange): Reply {
  const [host] = AUTHORITY_HOSTS;
  return json(200, {
    tenant_discovery_endpoint: `https://${url.host}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: AUTHORITY_HOSTS }],
  });
}
