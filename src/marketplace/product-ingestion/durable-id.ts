/** One part of a durable id such as `submission/{product}/{submission}`; used in paths without encoding. */
const PART = '[A-Za-z0-9][A-Za-z0-9-]{0,99}';

export const ID_PART = new RegExp(`^${PART}$`);

/** The product's own id in `product/{product}`. */
export function productIdOf(durableId: string): string | undefined {
  return new RegExp(`^product/(${PART})$`, 'i').exec(durableId)?.[1];
}

/** The submission's own id in `submission/{product}/{submission}`. */
export function submissionIdOf(durableId: string): string | undefined {
  return new RegExp(`^submission/${PART}/(${PART})$`, 'i').exec(durableId)?.[1];
}
