import type { MarketplaceApi } from './api.ts';
import { openCloudPartnerPortal } from './cloud-partner-portal/cloud-partner-portal.ts';
import type { Log, Marketplace, PublisherTokens } from './port.ts';
import { openProductIngestion } from './product-ingestion/product-ingestion.ts';

interface MarketplaceOptions {
  endpoint: string;
  scope: string;
  publisherId: string;
  tokens: PublisherTokens;
  log?: Log;
}

/** Opens the marketplace through one of its APIs, as one publisher sees it. */
export function openMarketplace(api: MarketplaceApi, { publisherId, ...options }: MarketplaceOptions): Marketplace {
  switch (api) {
    case 'cloud-partner-portal':
      return openCloudPartnerPortal({ publisherId, ...options });
    case 'product-ingestion':
      return openProductIngestion(options);
  }
}
