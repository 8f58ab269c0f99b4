/** The marketplace's APIs, by the names that requests and settings use. */
export const MARKETPLACE_APIS = ['cloud-partner-portal', 'product-ingestion'] as const;
export type MarketplaceApi = (typeof MARKETPLACE_APIS)[number];

/** The API of requests that were accepted before there was a choice: they are recorded without a name. */
const FIRST_API: MarketplaceApi = 'cloud-partner-portal';

/**
 * The API that a recorded request goes through.
 * @throws for a name that this version does not know.
 */
export function recordedApi(name: string | undefined): MarketplaceApi {
  const api = name === undefined ? FIRST_API : MARKETPLACE_APIS.find((known) => known === name);
  if (api !== undefined) return api;
  throw new Error(
    `The operation goes through the API "${name}"; this version knows ${MARKETPLACE_APIS.join(', ')}. A newer one accepted it: deploy that again.`,
  );
}
