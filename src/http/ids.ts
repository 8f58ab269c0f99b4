import * as z from 'zod';
import { wellFormedText } from './well-formed.ts';

/** Publisher and offer ids. */
export const marketplaceId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
    'must be 1 to 100 letters, digits, "-" or "_", and begin with a letter or digit',
  );

export const operationId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1 to 100 letters, digits, "-" or "_"');

const MAX_KEY = 255;
const KEY_WANTED = `must be one line of 1 to ${MAX_KEY} characters`;

/** An idempotency key: any single-line text, so that the id of a queue message can be one. */
export const idempotencyKey = wellFormedText(KEY_WANTED)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  .regex(/^[^\u0000-\u001f\u007f]+$/, KEY_WANTED)
  .max(MAX_KEY, KEY_WANTED);

/** The same as a header carries it: ASCII, with all else, and "%" itself, percent-encoded as UTF-8. */
export const idempotencyKeyHeader = z
  .string()
  .regex(/^[\x20-\x7e]*$/, 'must be ASCII: percent-encode other characters as UTF-8')
  .refine((text) => decoded(text) !== undefined, 'must have "%25" for "%": what follows a "%" is percent-encoded UTF-8')
  .transform((text) => decoded(text) ?? '')
  .pipe(idempotencyKey);

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
