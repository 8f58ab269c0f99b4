import type { Entry } from '../offers/entry.ts';
import { offerGuid } from '../offers/offer-name.ts';

/** The submission number that stands for the draft. */
export const DRAFT_NUMBER = '0';

/** Exceeds JavaScript's safe integers, as the real numbers do: a client that parses it as a number sends another id. */
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

/** The number of the submission that brought a version to preview; a version published again gets a new number. */
export function submissionNumber({ operations }: Entry, version: number): string {
  const publishes = [...operations.values()].filter(
    (operation) => operation.kind === 'publish' && operation.version === version,
  );
  return String(FIRST_NUMBER + BigInt(version) * NUMBERS_A_VERSION + BigInt(publishes.length));
}

/** Splits a durable id into its kind, its GUID and the rest. */
export function parseDurableId(id: string): { kind: string; guid: string; rest: string } {
  const [kind = '', guid = '', ...rest] = id.split('/');
  return { kind, guid, rest: rest.join('/') };
}
