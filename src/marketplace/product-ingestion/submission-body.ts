import * as z from 'zod';
import { spelling } from '../text/spelling.ts';
import { submissionIdOf } from './durable-id.ts';
import { type Progress, progressOf, wordOf } from './words.ts';

/** A submission in the list; drafts are left out. */
export interface Submission {
  submissionId: string;
  /** `preview`, `live`, or another word of the marketplace. */
  target: string;
  progress: Progress;
  /** The marketplace's own words. */
  status: string;
}

const SubmissionBody = z
  .object({
    id: z.string(),
    target: z.object({ targetType: z.string().min(1) }),
    status: z.string().catch(''),
    result: z.string().catch(''),
  })
  .transform(({ id, target, status, result }, context): Submission => {
    const submissionId = submissionIdOf(id);
    if (submissionId === undefined) context.addIssue('a durable id of a submission');
    return {
      submissionId: submissionId ?? '',
      target: spelling(target.targetType),
      progress: progressOf(status, result),
      status: wordOf(status, result),
    };
  });

/**
 * Reads the entries of the list, newest first. One unreadable entry makes the whole list unreadable: missing a
 * submission could mean submitting twice.
 */
export function readSubmissions(entries: unknown[]): Submission[] | undefined {
  const submissions = z.array(SubmissionBody).safeParse(entries).data;
  return submissions
    ?.filter(({ target }) => target !== 'draft')
    .sort((one, two) => newestFirst(one.submissionId, two.submissionId));
}

/** Ids are long ascending decimals; as numbers they would lose precision. */
function newestFirst(one: string, two: string): number {
  return two.length - one.length || (one < two ? 1 : one > two ? -1 : 0);
}
