import * as z from 'zod';
import { ASSERTED_STATUSES } from '../domain/operation.ts';
import { writtenText } from './well-formed.ts';

/** The body of an end: how it ended, by a person's word, and why it is for a person to say. */
export const endBody = z.strictObject({
  as: z.enum(ASSERTED_STATUSES, 'must be Succeeded, Failed or Canceled'),
  reason: writtenText(500, 'must say why, in 1 to 500 characters'),
});
