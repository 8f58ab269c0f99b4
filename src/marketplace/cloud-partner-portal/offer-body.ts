import * as z from 'zod';
import type { OfferStatus } from '../../domain/observation.ts';
import { reachOf } from './reach.ts';
import { readStep } from './step-body.ts';
import { Version } from './version.ts';
import { offerStatus, operationState } from './words.ts';

const one = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const StatusBody = z.preprocess(
  one,
  z.object({ status: z.string().min(1).max(60), steps: z.array(z.unknown()).catch([]) }),
);

/**
 * Reads the offer's status and the marketplace's word for it. The steps in it are unreliable, except one: an offer that
 * waits for its go-live may be reported as running, and then only the sign-off step shows what it waits for.
 */
export function readStatus(value: unknown): { status: OfferStatus; statusWord: string } | undefined {
  const body = StatusBody.safeParse(value).data;
  if (body === undefined) return undefined;
  const statusWord = body.status.toWellFormed();
  const status = offerStatus(statusWord);
  const waits = status === 'running' && reachOf(body.steps.flatMap(readStep)) === 'sign-off';
  return { status: waits ? 'waiting-for-publisher' : status, statusWord };
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
  /** `publish` for everything in the documented sample; its table of properties names `GoLive` too. */
  submissionType: z.string().optional().catch(undefined),
});

export type Submission = z.infer<typeof Submission>;

/** At most one runs at a time, so a list of this length cannot be what we expect. */
const MAX_SUBMISSIONS = 50;

const Submissions = z.union([
  z.array(Submission).max(MAX_SUBMISSIONS),
  z.object({ value: z.array(Submission).max(MAX_SUBMISSIONS) }).transform(({ value }) => value),
]);

/**
 * Reads the running submissions. One unreadable entry makes the whole list unreadable: missing a submission could mean
 * submitting twice.
 */
export function readSubmissions(value: unknown): Submission[] | undefined {
  return Submissions.safeParse(value).data?.filter(
    ({ submissionState }) => submissionState === undefined || operationState(submissionState).state === 'running',
  );
}
