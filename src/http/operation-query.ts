import * as z from 'zod';
import { OPERATION_STATUSES } from '../domain/operation.ts';
import { fromContinuation } from './api-url.ts';
import { marketplaceId } from './ids.ts';

export const DEFAULT_TOP = 20;
export const MOST_TOP = 100;

/** How many a page has at most. */
export const top = z
  .string()
  .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${MOST_TOP}`)
  .transform(Number)
  .pipe(z.int().min(1).max(MOST_TOP))
  .default(DEFAULT_TOP);

/** Where a page begins: part of the answer before it. */
export const continuation = z
  .string()
  .max(2000)
  .regex(/^[\w-]+$/, 'must be the continuation of an earlier answer, unchanged')
  .transform(fromContinuation)
  .optional();

/** What `GET operations` may ask for, as texts of the query; an unknown parameter is an error. */
export const operationQuery = z.strictObject({
  publisherId: marketplaceId.optional(),
  offerId: marketplaceId.optional(),
  /** One, or several with commas between them. */
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(OPERATION_STATUSES)))
    .optional(),
  top,
  continuation,
});

export type OperationQuery = z.infer<typeof operationQuery>;
