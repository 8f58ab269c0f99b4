import * as z from 'zod';

/**
 * A publishing version. A number too large to be read exactly is not accepted: two different ones could look equal, and
 * "already live" is concluded from equal versions.
 */
export const Version = z
  .union([z.number().int().safe().nonnegative(), z.string().regex(/^[\w.-]{1,60}$/)])
  .transform(String);
