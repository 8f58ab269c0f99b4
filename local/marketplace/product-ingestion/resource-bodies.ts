import { sasUrl } from '../cloud-partner-portal/definition.ts';
import type { Entry } from '../offers/entry.ts';
import { type OfferView, viewOffer } from '../offers/offer.ts';
import type { Answers } from '../offers/script.ts';
import { parseDurableId, productId, submissionId } from './durable-id.ts';
import { schemaFor } from './schema.ts';
import { type SubmissionEntry, submissionEntries, type Target } from './submission-entries.ts';
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

/** The resource of the one plan that each rehearsed offer has. */
export function planBody(entry: Entry, understood: string | undefined): Record<string, unknown> {
  const { guid } = parseDurableId(productId(entry));
  return {
    $schema: schemaFor('plan', understood),
    id: `plan/${guid}/${guid}`,
    identity: { externalId: PLAN },
    alias: 'The plan of the rehearsal',
    azureRegions: ['azureGlobal'],
    product: productId(entry),
  };
}

function propertyBody(entry: Entry, understood: string | undefined): Record<string, unknown> {
  return {
    $schema: schemaFor('property', understood),
    id: `property/${parseDurableId(productId(entry)).guid}/public/main`,
    product: productId(entry),
    kind: 'azureVM',
  };
}

/** The plan's technical configuration, with one image for each version so far. */
function technicalBody(entry: Entry, version: number, understood: string | undefined): Record<string, unknown> {
  const { guid } = parseDurableId(productId(entry));
  const imageType = 'x64Gen2';
  const vmImageVersions = Array.from({ length: version }, (_, index) => ({
    versionNumber: `${index + 1}.0.0`,
    vmImages: [
      {
        imageType,
        source: { sourceType: 'sasUri', osDisk: { uri: sasUrl(`version-${index + 1}.vhd`) }, dataDisks: [] },
      },
    ],
    lifecycleState: 'generallyAvailable',
  }));
  return {
    $schema: schemaFor('virtual-machine-plan-technical-configuration', understood),
    id: `virtual-machine-plan-technical-configuration/${guid}/${guid}`,
    product: productId(entry),
    plan: `plan/${guid}/${guid}`,
    operatingSystem: { family: 'linux', friendlyName: 'Contoso Linux', type: 'other' },
    recommendedVmSizes: [],
    openPorts: [],
    vmProperties: { supportsExtensions: true },
    vmImageVersions,
    skus: [{ imageType, skuId: PLAN }],
  };
}

/** The external id of each offer's plan. */
export const PLAN = 'contoso-plan-0';

/** All resources of a target; undefined when no version ever reached it. */
export function treeBody(
  entry: Entry,
  target: Target,
  understood: string | undefined,
  now: number,
  answers: Answers,
): unknown {
  const version = versionOf(viewOffer(entry.offer, now), target);
  if (version === undefined) return undefined;
  const submission = submissionEntries(entry, answers, now).find((each) => each.target === target);
  return {
    $schema: schemaFor('resource-tree', understood),
    root: productId(entry),
    target: { targetType: target },
    resources: [
      productBody(entry, understood),
      planBody(entry, understood),
      propertyBody(entry, understood),
      technicalBody(entry, version, understood),
      ...(submission === undefined ? [] : [submissionBody(entry, submission, answers, understood)]),
    ],
  };
}

function versionOf({ slots }: OfferView, target: Target): number | undefined {
  if (target === 'draft') return slots.draft;
  return target === 'preview' ? slots.preview : slots.production;
}
