import type { MarketplaceApi } from '../marketplace/api.ts';
import { openMarketplace } from '../marketplace/open-marketplace.ts';
import { createPublisherCredential, getToken } from '../platform/entra-token.ts';
import { keyVault } from '../platform/key-vault.ts';
import { readPublisherSecret } from '../platform/publisher-secret.ts';
import { settings } from '../platform/settings.ts';
import type { PreflightPorts } from './preflight.ts';

/** What a preflight asks: the vault, the token endpoint and the marketplace. */
export const preflightPorts: PreflightPorts = {
  readSecret: async (publisherId) => readPublisherSecret(await keyVault(), publisherId),
  getToken: async (secret, api) => getToken(await createPublisherCredential(secret), secret, chosen(api).scope),
  marketplace: (publisherId, tokens, wanted) => {
    const { api, endpoint, scope } = chosen(wanted);
    return openMarketplace(api, { endpoint, scope, publisherId, tokens });
  },
};

function chosen(wanted?: MarketplaceApi) {
  const { marketplaceApi, marketplaces } = settings();
  const api = wanted ?? marketplaceApi;
  return { api, ...marketplaces[api] };
}
