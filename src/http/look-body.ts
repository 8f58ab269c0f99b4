import * as z from 'zod';

/** The body of a look: nothing, or an empty object. */
export const lookBody = z.strictObject({});
