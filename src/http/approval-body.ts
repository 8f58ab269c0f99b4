import * as z from 'zod';
import { reason } from './cancel-body.ts';

/** The body of an approval: one person's decision. */
export const approvalBody = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  reason: reason.optional(),
});
