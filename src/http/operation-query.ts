import * as z from 'zod';
import { OPERATION_STATUSES } from '../domain/operation.ts';
import { marketplaceId, operationId } from './ids.ts';

export const DEFAULT_TOP = 20;
export const MOST_TOP = 100;

/** The last operation of a page: the next page begins behind it. */
const position = z.tuple([z.iso.datetime(), operationId]);
export type Position = z.infer<typeof position>;

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
  top: z
    .string()
    .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${MOST_TOP}`)
    .transform(Number)
    .pipe(z.int().min(1).max(MOST_TOP))
    .default(DEFAULT_TOP),
  continuation: z
    .string()
    .max(400)
    .transform((text, context): Position => {
      const read = readPosition(text);
      if (read) return read;
      context.addIssue({ code: 'custom', message: 'must be the continuation of an earlier answer, unchanged' });
      return z.NEVER;
    })
    .optional(),
});

export type OperationQuery = z.infer<typeof operationQuery>;

/** Opaque to callers. */
export function toContinuation(last: Position): string {
  return Buffer.from(JSON.stringify(last)).toString('base64url');
}

function readPosition(text: string): Position | undefined {
  try {
    return position.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
