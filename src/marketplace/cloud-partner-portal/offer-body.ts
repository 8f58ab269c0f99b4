import * as z from 'zod';
import { Version } from './version.ts';
import { operationState } from './words.ts';

const one = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const StatusBody = z.preprocess(one, z.object({ status: z.string().min(1).max(60) }));

/** Reads the marketplace's word for the offer's status; steps and links of this answer are not reliable. */
export function readStatusWord(value: unknown): string | undefined {
  return StatusBody.safeParse(value).data?.status;
}

/** `definition` holds signed URLs and is never read. */
const SlotBody = z.preprocess(one, z.object({ version: Version }));

/** Reads which version a slot holds. */
export function readSlotVersion(value: unknown): string | undefined {
  return SlotBody.safeParse(value).data?.version;
}

const Submission = z.object({
  id: z.string().regex(/^[\w$.~:-]{1,200}$/),
  // `version` of this answer counts changes of the record, not publishings.
  publishingVersion: Version.optional().catch(undefined),
  submissionState: z.string().optional().catch(undefined),
});

export type Submission = z.infer<typeof Submission>;

const Submissions = z.union([
  z.array(Submission),
  z.object({ value: z.array(Submission) }).transform(({ value }) => value),
]);

/**
 * Reads the running submissions. One that cannot be read makes the whole list unreadable: to miss one could mean to
 * submit twice.
 */
export function readSubmissions(value: unknown): Submission[] | undefined {
  return Submissions.safeParse(value).data?.filter(
    ({ submissionState }) => submissionState === undefined || operationState(submissionState).state === 'running',
  );
}
