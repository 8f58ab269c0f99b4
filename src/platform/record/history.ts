import { type History, historyOf, MAX_GO_LIVES, MIN_SAMPLES } from '../../domain/history.ts';
import { listOperations } from './lists.ts';
import type { Table } from './table.ts';

/** Some of these rows give no duration: joined operations, and versions that were already live. */
const ROWS = 2 * MAX_GO_LIVES;

/** How long the last go-lives of an offer took; those of its publisher when the offer has had too few. */
export async function readHistory(table: Table, publisherId: string, offerId: string): Promise<History | undefined> {
  const query = { publisherId, status: ['Succeeded' as const], top: ROWS };
  const ofOffer = historyOf('offer', (await listOperations(table, { ...query, offerId })).operations);
  if (ofOffer && ofOffer.durations.length >= MIN_SAMPLES) return ofOffer;
  return historyOf('publisher', (await listOperations(table, query)).operations);
}
