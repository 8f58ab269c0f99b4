/**
 * The page of a publisher's offers, whichever API they go live through. The address of an offer's own page contains an
 * id that neither API exposes, so the list is the nearest page whose address is known ("Cloud Partner Portal to Partner
 * Center: map of pages", Microsoft Learn).
 */
export const OFFERS_PAGE = 'https://partner.microsoft.com/dashboard/commercial-marketplace/overview';
