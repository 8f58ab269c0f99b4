/**
 * Where people see a publisher's offers, whichever API they go live through. Partner Center names an offer's own page by
 * an id that neither API tells, so the list is the nearest page whose address is known ("Cloud Partner Portal to Partner
 * Center: map of pages", Microsoft Learn).
 */
export const OFFERS_PAGE = 'https://partner.microsoft.com/dashboard/commercial-marketplace/overview';
