import * as z from 'zod';
import { DECISIONS } from '../domain/operation.ts';
import { reason } from './cancel-body.ts';

/** The body of an approval: one person's decision. */
export const approvalBody = z.strictObject({
  decision: z.enum(DECISIONS),
  reason: reason.optional(),
});
