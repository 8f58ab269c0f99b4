import { openCloudPartnerPortal } from '../marketplace/cloud-partner-portal/cloud-partner-portal.ts';
import type { Marketplace } from '../marketplace/port.ts';
import { openPublisherTokens } from '../platform/publisher-tokens.ts';
import { settings } from '../platform/settings.ts';

/** The marketplace as this publisher sees it, with the credentials that Key Vault holds. */
export function marketplace(publisherId: string): Marketplace {
  const { marketplaceEndpoint: endpoint, marketplaceScope: scope } = settings();
  return openCloudPartnerPortal({ endpoint, scope, publisherId, tokens: openPublisherTokens(publisherId) });
}
