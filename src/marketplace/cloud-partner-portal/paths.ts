export const API_VERSION = '2017-10-31';

const VERSIONED = `api-version=${API_VERSION}`;

/** The calls of the Cloud Partner Portal API, as paths with their query. */
export function pathsOf(publisherId: string, offerId: string) {
  const offer = `/api/publishers/${encodeURIComponent(publisherId)}/offers/${encodeURIComponent(offerId)}`;
  return {
    goLive: `${offer}/golive?${VERSIONED}`,
    cancel: `${offer}/cancel?${VERSIONED}`,
    status: `${offer}/status?${VERSIONED}`,
    slot: (slot: 'Preview' | 'Production') => `${offer}/slot/${slot}?${VERSIONED}`,
    runningSubmissions: `${offer}/submissions/?${VERSIONED}&status=running`,
    /** Offers that were not migrated to Partner Center have ids like `contoso$contoso-offer$2$preview`. */
    operation: (operationId: string) =>
      operationId.includes('$')
        ? `/api/operations/${encodeURIComponent(operationId).replaceAll('%24', '$')}?${VERSIONED}`
        : `${offer}/operations/${encodeURIComponent(operationId)}?${VERSIONED}`,
  };
}
