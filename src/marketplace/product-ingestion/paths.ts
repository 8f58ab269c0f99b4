import type { Ingestion } from './ingestion.ts';

/**
 * The newest schema version that this client understands; the service answers in it or the nearest older one. Newer
 * versions of the submission ask for members that a go-live does not have.
 */
const VERSION = '2022-03-01-preview2';
const PRODUCT_VERSION = '2022-03-01-preview3';

/** Schemas of what is sent. The older host, product-ingestion.azureedge.net, has been refused since 2025. */
export const SCHEMAS = {
  configure: `https://schema.mp.microsoft.com/schema/configure/${VERSION}`,
  submission: `https://schema.mp.microsoft.com/schema/submission/${VERSION}`,
};

/** The calls of the Product Ingestion API, as paths with their query. */
export function pathsOf({ base }: Ingestion) {
  const versioned = `$version=${VERSION}`;
  return {
    product: (offerId: string) =>
      `${base}/product?externalId=${encodeURIComponent(offerId)}&$version=${PRODUCT_VERSION}`,
    submissions: (productId: string) => `${base}/submission/${productId}?${versioned}`,
    configure: `${base}/configure?${versioned}`,
    jobStatus: (jobId: string) => `${base}/configure/${jobId}/status?${versioned}`,
    cancelJob: (jobId: string) => `${base}/configure/${jobId}/cancel?${versioned}`,
  };
}
