import { openCloudPartnerPortal } from '../marketplace/cloud-partner-portal/cloud-partner-portal.ts';
import { createPublisherCredential, getToken } from '../platform/entra-token.ts';
import { keyVault } from '../platform/key-vault.ts';
import { readPublisherSecret } from '../platform/publisher-secret.ts';
import { settings } from '../platform/settings.ts';
import type { PreflightPorts } from './preflight.ts';

/** What a preflight asks: the vault, the token endpoint and the marketplace of the settings. */
export const preflightPorts: PreflightPorts = {
  readSecret: async (publisherId) => readPublisherSecret(await keyVault(), publisherId),
  getToken: async (secret) => getToken(await createPublisherCredential(secret), secret, settings().marketplaceScope),
  marketplace: (publisherId, tokens) => {
    const { marketplaceEndpoint: endpoint, marketplaceScope: scope } = settings();
    return openCloudPartnerPortal({ endpoint, scope, publisherId, tokens });
  },
};
