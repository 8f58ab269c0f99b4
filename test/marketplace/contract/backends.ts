import { MARKETPLACE_APIS, type MarketplaceApi } from '../../../src/marketplace/api.ts';
import { openMarketplace } from '../../../src/marketplace/open-marketplace.ts';
import type { Marketplace } from '../../../src/marketplace/port.ts';

/** One implementation of the port, and the path at which the rehearsal marketplace serves its API. */
export interface Backend {
  api: MarketplaceApi;
  /** Below the rehearsal marketplace's address. */
  path: string;
}

const PATHS: Record<MarketplaceApi, string> = {
  'cloud-partner-portal': '',
  'product-ingestion': '/rp/product-ingestion',
};

/** Every backend runs the same suite. */
export const BACKENDS: Backend[] = MARKETPLACE_APIS.map((api) => ({ api, path: PATHS[api] }));

/**
 * Opens the client as the app does. Each call opens a new one, because another client must be able to use what one
 * returned.
 */
export function openBackend({ api, path }: Backend, rehearsal: string): Marketplace {
  const tokens = { token: async () => ({ kind: 'token' as const, token: 'any' }) };
  return openMarketplace(api, { endpoint: rehearsal + path, scope: 'scope', publisherId: 'contoso', tokens });
}
