import * as z from 'zod';
import { ASSERTED_STATUSES } from '../domain/operation.ts';
import { wellFormedText } from './well-formed.ts';

const WANTED = 'must say why, in 1 to 500 characters';

/** The body of an end: how it ended, by a person's word, and why it is for a person to say. */
export const endBody = z.strictObject({
  as: z.enum(ASSERTED_STATUSES, 'must be Succeeded, Failed or Canceled'),
  reason: wellFormedText(WANTED).min(1, WANTED).max(500, WANTED),
});
