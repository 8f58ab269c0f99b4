import * as z from 'zod';
import type { Refused, Trouble } from '../../domain/observation.ts';
import { notUnderstood } from '../http/read.ts';
import { lowerCaseNames } from '../text/member-names.ts';
import { productIdOf } from './durable-id.ts';
import type { Ingestion } from './ingestion.ts';
import { pathsOf } from './paths.ts';
import { readList } from './read-list.ts';

const text = z.string().optional().catch(undefined);

const Named = z.preprocess(lowerCaseNames, z.object({ externalid: text }));

/** The documentation has both `externalId` and `externalID`. */
const ProductBody = z.preprocess(
  lowerCaseNames,
  z.object({
    id: z.string().transform((id, context) => productIdOf(id) ?? context.addIssue('a durable id of a product')),
    externalid: text,
    identity: Named.optional().catch(undefined),
  }),
);

/** Finds the product that an offer's id stands for. */
export async function resolveProduct(
  ingestion: Ingestion,
  offerId: string,
): Promise<{ kind: 'product'; productId: string } | Refused | Trouble> {
  const listed = await readList(ingestion, 'product', pathsOf(ingestion).product(offerId));
  switch (listed.kind) {
    case 'denied':
      return { kind: 'refused', cause: listed.cause };
    case 'not-found':
      // A missing offer is an empty list, so without a list nothing is known.
      return { kind: 'trouble', reason: 'not-understood', message: `${listed.message} (asked for the product)` };
    case 'refused':
    case 'trouble':
      return listed;
  }
  const products = z.array(ProductBody).safeParse(listed.entries).data;
  if (products === undefined) return notUnderstood(ingestion, 'product', listed.answer, 'an entry is no product');
  // If the service ignored the filter, somebody else's product must not be taken for this one.
  const ours = products.filter(({ externalid, identity }) => {
    const name = identity?.externalid ?? externalid;
    return name === undefined || name.toLowerCase() === offerId.toLowerCase();
  });
  const [product] = ours;
  if (typeof product?.id === 'string' && ours.length === 1) return { kind: 'product', productId: product.id };
  if (ours.length > 1) return notUnderstood(ingestion, 'product', listed.answer, 'several products have this id');
  const message = `The marketplace knows no product with the external id "${offerId}".`;
  return { kind: 'refused', cause: { code: 'OfferNotFound', message } };
}
