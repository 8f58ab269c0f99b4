import type { InspectOutcome } from '../../domain/observation.ts';
import type { Ingestion } from './ingestion.ts';
import { listSubmissions } from './list-submissions.ts';
import { offerOf } from './offer.ts';
import { resolveProduct } from './resolve-product.ts';

/** Reads all that a decision about the offer rests on: which product it is, and its active submissions. */
export async function inspect(ingestion: Ingestion, offerId: string): Promise<InspectOutcome> {
  const product = await resolveProduct(ingestion, offerId);
  if (product.kind !== 'product') return product;
  const listed = await listSubmissions(ingestion, product.productId);
  switch (listed.kind) {
    case 'submissions':
      return { kind: 'inspected', offer: offerOf(product.productId, listed.submissions) };
    case 'denied':
      return { kind: 'refused', cause: listed.cause };
    case 'not-found':
      return { kind: 'trouble', reason: 'not-understood', message: `${listed.message} (asked for the submissions)` };
    default:
      return listed;
  }
}
