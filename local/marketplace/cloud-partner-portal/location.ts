import type { Offer } from '../offers/offer.ts';
import { isSubmission, type Operation } from '../offers/operation.ts';
import type { Answers } from '../offers/script.ts';

export const API_VERSION = '2017-10-31';

/** The header that points to an operation, in the form that the script asks for. */
export function locationHeader(
  offer: Offer,
  operation: Operation,
  answers: Answers,
  origin: string,
): Record<string, string> {
  const path = `/api/publishers/${offer.publisherId}/offers/${offer.offerId}/operations/${operation.id}`;
  const relative = `${path}?api-version=${API_VERSION}`;
  switch (answers.location) {
    case 'both':
      return { 'operation-location': relative, location: relative };
    case 'operation-location':
      return { 'operation-location': `${origin}${path}` };
    case 'relative-operation-location':
      return { 'operation-location': relative };
    case 'location':
      return { location: relative };
    case 'non-migrated':
      return { location: `/api/operations/${nonMigratedName(offer, operation)}?api-version=${API_VERSION}` };
  }
}

/**
 * Finds an operation by its id or by the non-migrated form of its name. That form names only a version, which can have
 * several operations; the newest one is meant.
 */
export function operationByName(offer: Offer, operations: Map<string, Operation>, name: string): Operation | undefined {
  const known = operations.get(name);
  if (known !== undefined || !name.includes('$')) return known;
  return [...operations.values()].findLast((operation) => nonMigratedName(offer, operation) === name);
}

function nonMigratedName({ publisherId, offerId }: Offer, operation: Operation): string {
  const what = isSubmission(operation) ? `${operation.version}$preview` : `${operation.id}$${operation.kind}`;
  return `${publisherId}$${offerId}$${what}`;
}
