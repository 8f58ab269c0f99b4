import { openMarketplace } from '../marketplace/open-marketplace.ts';
import { createPublisherCredential, getToken } from '../platform/entra-token.ts';
import { keyVault } from '../platform/key-vault.ts';
import { readPublisherSecret } from '../platform/publisher-secret.ts';
import { settings } from '../platform/settings.ts';
import type { PreflightPorts } from './preflight.ts';

/** What a preflight asks: the vault, the token endpoint and the marketplace of the settings. */
export const preflightPorts: PreflightPorts = {
  readSecret: async (publisherId) => readPublisherSecret(await keyVault(), publisherId),
  getToken: async (secret) => getToken(await createPublisherCredential(secret), secret, chosen().scope),
  marketplace: (publisherId, tokens) => {
    const { api, endpoint, scope } = chosen();
    return openMarketplace(api, { endpoint, scope, publisherId, tokens });
  },
};

function chosen() {
  const { marketplaceApi: api, marketplaces } = settings();
  return { api, ...marketplaces[api] };
}
