import { notUnderstood } from '../http/read.ts';
import type { Ingestion } from './ingestion.ts';
import { pathsOf } from './paths.ts';
import { readList, type Unread } from './read-list.ts';
import { readSubmissions, type Submission } from './submission-body.ts';

/** All active submissions of a product, newest first. */
export async function listSubmissions(
  ingestion: Ingestion,
  productId: string,
): Promise<{ kind: 'submissions'; submissions: Submission[] } | Unread> {
  const listed = await readList(ingestion, 'submissions', pathsOf(ingestion).submissions(productId));
  if (listed.kind !== 'listed') return listed;
  const submissions = readSubmissions(listed.entries);
  return submissions === undefined
    ? notUnderstood(ingestion, 'submissions', listed.answer, 'an entry is no submission')
    : { kind: 'submissions', submissions };
}
