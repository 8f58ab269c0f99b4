import type { Entry } from '../offers/entry.ts';
import { offerGuid } from '../offers/offer-name.ts';

/** The number of the submission that stands for the draft. */
export const DRAFT_NUMBER = '0';

/** Too large for a JavaScript number, as the real ones: a client that takes it for one sends another id. */
const FIRST_NUMBER = 1_152_921_515_689_848_683n;
const NUMBERS_A_VERSION = 1000n;

/** The durable id of an offer's product. */
export function productId({ offer }: Entry): string {
  return `product/${offerGuid(offer)}`;
}

/** The durable id of a submission of an offer. */
export function submissionId({ offer }: Entry, number: string): string {
  return `submission/${offerGuid(offer)}/${number}`;
}

/** The number of the submission that brought a version to preview: a version that failed to get there has a new one. */
export function submissionNumber({ operations }: Entry, version: number): string {
  const publishes = [...operations.values()].filter(
    (operation) => operation.kind === 'publish' && operation.version === version,
  );
  return String(FIRST_NUMBER + BigInt(version) * NUMBERS_A_VERSION + BigInt(publishes.length));
}

/** The segments of a durable id, its kind first. */
export function parseDurableId(id: string): { kind: string; guid: string; rest: string } {
  const [kind = '', guid = '', ...rest] = id.split('/');
  return { kind, guid, rest: rest.join('/') };
}
