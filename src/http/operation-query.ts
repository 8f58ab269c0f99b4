import * as z from 'zod';
import { OPERATION_STATUSES } from '../domain/operation.ts';
import { PHASES } from '../domain/phase.ts';
import { fromContinuation } from './api-url.ts';
import { moment } from './go-live-body.ts';
import { idempotencyKey, marketplaceId } from './ids.ts';

export const DEFAULT_TOP = 20;
export const MAX_TOP = 100;

/** The most items in a page. */
export const top = z
  .string()
  .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${MAX_TOP}`)
  .transform(Number)
  .pipe(z.int().min(1).max(MAX_TOP))
  .default(DEFAULT_TOP);

/** Where a page begins; comes from the previous answer. */
export const continuation = z
  .string()
  .max(2000)
  .regex(/^[\w-]+$/, 'must be the continuation of an earlier answer, unchanged')
  .transform(fromContinuation)
  .optional();

/** One, or several with commas between them. */
const severalOf = <Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(words)))
    .optional();

const LABEL = 'label.';

/** The parameters of a query, with each `label.NAME=text` collected into `labels`. */
export const withLabels = z.record(z.string(), z.string()).transform((query) => {
  const entries = Object.entries(query);
  const labels = entries
    .filter(([name]) => name.startsWith(LABEL))
    .map(([name, text]) => [name.slice(LABEL.length), text]);
  const others = entries.filter(([name]) => !name.startsWith(LABEL));
  return { ...Object.fromEntries(others), ...(labels.length > 0 && { labels: Object.fromEntries(labels) }) };
});

/** All labels that an operation has to have. */
export const labels = z.record(z.string(), z.string()).optional();

/** The query of `GET operations`; an unknown parameter is an error. */
const known = z
  .strictObject({
    publisherId: marketplaceId.optional(),
    offerId: marketplaceId.optional(),
    status: severalOf(OPERATION_STATUSES),
    phase: severalOf(PHASES),
    attention: z
      .enum(['true', 'false'], 'must be true or false')
      .transform((text) => text === 'true')
      .optional(),
    key: idempotencyKey.optional(),
    since: moment.transform((text) => Date.parse(text)).optional(),
    labels,
    top,
    continuation,
  })
  .refine(
    ({ key, publisherId, offerId }) => key === undefined || (publisherId !== undefined && offerId !== undefined),
    { path: ['key'], message: 'is a key of an offer: give publisherId and offerId too' },
  );

export const operationQuery = withLabels.pipe(known);

export type OperationQuery = z.infer<typeof operationQuery>;
