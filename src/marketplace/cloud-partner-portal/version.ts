import * as z from 'zod';

/**
 * A publishing version. A number too large to be read exactly is no version: two different ones could look equal, and
 * equal versions are what "already live" rests on.
 */
export const Version = z
  .union([z.number().int().safe().nonnegative(), z.string().regex(/^[\w.-]{1,60}$/)])
  .transform(String);
