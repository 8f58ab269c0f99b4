import * as z from 'zod';
import { writtenText } from './well-formed.ts';

/** Why something was decided, in a person's words. */
export const reason = writtenText(500);

/** The body of a cancel. All members are optional; an unknown one is an error. */
export const cancelBody = z.strictObject({
  reason: reason.optional(),
  notificationEmails: z
    .array(z.email().max(254))
    .max(10)
    .optional()
    .describe('Whom the marketplace tells by mail when the cancellation is done'),
});
