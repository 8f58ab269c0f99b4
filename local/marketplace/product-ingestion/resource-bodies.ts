import type { Entry } from '../offers/entry.ts';
import { type OfferView, viewOffer } from '../offers/offer.ts';
import type { Answers } from '../offers/script.ts';
import { parseDurableId, productId, submissionId } from './durable-id.ts';
import { schemaFor } from './schema.ts';
import type { SubmissionEntry, Target } from './submission-entries.ts';
import { dotNetTime } from './time.ts';
import { wordsOf } from './words.ts';

const PRODUCT_TYPE = 'azureVirtualMachine';

/** The resource of an offer's product. */
export function productBody(entry: Entry, understood: string | undefined): Record<string, unknown> {
  return {
    $schema: schemaFor('product', understood),
    id: productId(entry),
    identity: { externalId: entry.offer.offerId },
    type: PRODUCT_TYPE,
    alias: `Rehearsal of ${entry.offer.offerId}`,
  };
}

/** The resource of a submission. */
export function submissionBody(
  entry: Entry,
  { number, target, state }: SubmissionEntry,
  answers: Answers,
  understood: string | undefined,
): Record<string, unknown> {
  const words = wordsOf(answers.words);
  return {
    $schema: schemaFor('submission', understood),
    id: submissionId(entry, number),
    product: productId(entry),
    target: { targetType: target },
    lifecycleState: 'generallyAvailable',
    ...(state && {
      status: words.status(state.status),
      result: words.result(state.result),
      created: dotNetTime(state.created),
    }),
  };
}

/** The resource of the only plan that an offer has in a rehearsal. */
export function planBody(entry: Entry, understood: string | undefined): Record<string, unknown> {
  const { guid } = parseDurableId(productId(entry));
  return {
    $schema: schemaFor('plan', understood),
    id: `plan/${guid}/${guid}`,
    identity: { externalId: PLAN },
    alias: 'The plan of the rehearsal',
    product: productId(entry),
  };
}

/** The external id of each offer's plan. */
export const PLAN = 'contoso-plan-0';

/** All resources of a target; undefined when nothing ever got there. */
export function treeBody(entry: Entry, target: Target, understood: string | undefined, now: number): unknown {
  if (!isThere(viewOffer(entry.offer, now), target)) return undefined;
  return {
    $schema: schemaFor('resource-tree', understood),
    root: productId(entry),
    target: { targetType: target },
    resources: [productBody(entry, understood), planBody(entry, understood)],
  };
}

function isThere({ slots }: OfferView, target: Target): boolean {
  if (target === 'draft') return true;
  return (target === 'preview' ? slots.preview : slots.production) !== undefined;
}
