import * as z from 'zod';
import { ASSERTED_STATUSES } from '../domain/operation.ts';
import { writtenText } from './well-formed.ts';

/** The body of an end: how the operation ended as a person asserts, and why a person has to. */
export const endBody = z.strictObject({
  as: z.enum(ASSERTED_STATUSES, 'must be Succeeded, Failed or Canceled'),
  reason: writtenText(500, 'must say why, in 1 to 500 characters'),
});
