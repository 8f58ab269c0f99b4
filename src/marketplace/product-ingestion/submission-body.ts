import * as z from 'zod';
import { spelling } from '../text/spelling.ts';
import { submissionIdOf } from './durable-id.ts';
import { type Progress, progressOf, wordOf } from './words.ts';

/** A submission as the list tells of it; the draft is none. */
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
 * Reads the entries of the list, newest first. One that cannot be read makes the whole list unreadable: to miss one
 * could mean to submit twice.
 */
export function readSubmissions(entries: unknown[]): Submission[] | undefined {
  const submissions = z.array(SubmissionBody).safeParse(entries).data;
  return submissions
    ?.filter(({ target }) => target !== 'draft')
    .sort((one, two) => newestFirst(one.submissionId, two.submissionId));
}

/** Ids are long decimals that rise; as numbers they would not be exact. */
function newestFirst(one: string, two: string): number {
  return two.length - one.length || (one < two ? 1 : one > two ? -1 : 0);
}
