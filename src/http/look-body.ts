import * as z from 'zod';
import { reason } from './cancel-body.ts';

/** The body of a look: nothing, or why. */
export const lookBody = z.strictObject({ reason: reason.optional() });
