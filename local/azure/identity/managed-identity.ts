import { json, type Reply } from '../wire/exchange.ts';
import type { Service } from '../wire/service.ts';
import type { Tokens } from './tokens.ts';

const API_VERSION = '2019-08-01';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Settings {
  tokens: Tokens;
  tenantId: string;
  /** The client id of the system-assigned identity. */
  clientId: string;
  /** The value of `IDENTITY_HEADER`, which proves that a caller runs inside the app. */
  secretHeader: string;
  resources: string[];
}

/** The token endpoint that App Service gives an app (`IDENTITY_ENDPOINT`). */
export function createManagedIdentity(settings: Settings): Service {
  return {
    name: 'identity',
    respond({ method, url, headers }) {
      if (method !== 'GET' || url.pathname !== '/msi/token') return fail(404, 'No such endpoint here: GET /msi/token.');
      if (headers['x-identity-header'] !== settings.secretHeader) {
        return fail(401, 'X-IDENTITY-HEADER is missing or is not the value of IDENTITY_HEADER.');
      }
      const version = url.searchParams.get('api-version');
      if (version !== API_VERSION) return fail(400, `Got api-version ${version}; this endpoint knows ${API_VERSION}.`);
      const resource = url.searchParams.get('resource');
      if (!resource) return fail(400, 'The query parameter resource is missing.');
      if (!settings.resources.includes(resource.replace(/\/+$/, ''))) {
        return fail(400, `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`);
      }
      // Which user-assigned identities the app has is known in Azure only, so any well-formed client id is accepted.
      const clientId = url.searchParams.get('client_id') ?? settings.clientId;
      if (!GUID.test(clientId) || url.searchParams.has('mi_res_id')) return fail(400, NO_SUCH_IDENTITY);
      const { tokens, tenantId } = settings;
      const { accessToken, expiresAtSeconds } = tokens.issue({ tenantId, clientId }, resource, 'managedIdentity');
      return json(200, {
        access_token: accessToken,
        client_id: clientId,
        expires_on: String(expiresAtSeconds),
        resource,
        token_type: 'Bearer',
      });
    },
    fail: (status) => fail(status, 'The managed identity endpoint failed, as scripted.'),
  };
}

const NO_SUCH_IDENTITY =
  'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.';

function fail(statusCode: number, message: string): Reply {
  return json(statusCode, { statusCode, message });
}
