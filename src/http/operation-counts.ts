import * as z from 'zod';
import { ACTIVE_STATUSES } from '../domain/operation.ts';
import { ACTIVE_PHASES } from '../domain/phase.ts';
import { marketplaceId } from './ids.ts';
import { labels, withLabels } from './operation-query.ts';

/** The query of `GET operations/counts`; an unknown parameter is an error. */
export const countsQuery = withLabels.pipe(
  z.strictObject({ publisherId: marketplaceId.optional(), offerId: marketplaceId.optional(), labels }),
);

const count = z.int().nonnegative();

/** A count for each of these words. */
function countOf<Word extends string>(words: readonly Word[]) {
  // TypeScript types the keys of `fromEntries` as plain strings.
  return Object.fromEntries(words.map((word) => [word, count])) as Record<Word, typeof count>;
}

/** The body of the counts. */
export const operationCountsSchema = z.object({
  active: count.describe('All that have not ended'),
  attention: count.describe('Those of them that need a person'),
  byStatus: z.object(countOf(ACTIVE_STATUSES)),
  byPhase: z.object(countOf(ACTIVE_PHASES)),
  byAttention: z.record(z.string(), count).describe('By `attention.code`; a code that no operation has is absent'),
});
