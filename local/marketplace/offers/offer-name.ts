import { createHash } from 'node:crypto';

/** The form of publisher ids and offer ids. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Names an offer. */
export interface OfferName {
  publisherId: string;
  offerId: string;
}

/** The GUID of an offer, the same at each start. */
export function offerGuid({ publisherId, offerId }: OfferName): string {
  const hex = createHash('sha256').update(`${publisherId}/${offerId}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
