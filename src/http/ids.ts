import * as z from 'zod';

/** Publisher and offer ids. */
export const marketplaceId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
    'must be 1 to 100 letters, digits, "-" or "_", and begin with a letter or digit',
  );

export const operationId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1 to 100 letters, digits, "-" or "_"');

/** Printable ASCII, so that the same key reads the same in a header and in a message. */
export const idempotencyKey = z.string().regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters');
