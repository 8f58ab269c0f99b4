import * as z from 'zod';
import type { Cause } from '../../domain/observation.ts';
import { lowerCaseNames } from '../text/member-names.ts';
import { readTime } from '../text/time.ts';
import { causeOfJob, isBareConflict } from './cause.ts';
import { ID_PART } from './durable-id.ts';
import { readErrors } from './error-body.ts';
import { type Progress, progressOf, wordOf } from './words.ts';

/** A configure job as the marketplace reports it. */
export interface Job {
  jobId?: string;
  progress: Progress;
  /** The marketplace's own words. */
  status: string;
  /** RFC 3339. */
  startedAt?: string;
  endedAt?: string;
  /** Present when it failed. */
  failure?: Cause;
  /** It failed with `conflict`, without naming the other party. */
  conflict?: true;
}

const text = z.string().optional().catch(undefined);

/** The documentation has both `jobId` and `jobID`, so member names are read without regard to case. */
const JobBody = z.preprocess(
  lowerCaseNames,
  z.object({
    jobid: z.string().regex(ID_PART).optional().catch(undefined),
    jobstatus: z.string().min(1),
    jobresult: z.string().catch(''),
    jobstart: text,
    jobend: text,
    errors: z.unknown().optional(),
  }),
);

/** Reads a job; undefined for anything else. */
export function readJob(value: unknown): Job | undefined {
  const { data } = JobBody.safeParse(value);
  if (data === undefined) return undefined;
  const error = readErrors(data.errors);
  const reported = progressOf(data.jobstatus, data.jobresult);
  // A cancellation may be reported as a failure, which only the innermost code reveals.
  const progress: Progress =
    reported.state === 'failed' && /operationCanceled/i.test(error.code ?? '') ? { state: 'canceled' } : reported;
  const startedAt = readTime(data.jobstart);
  const endedAt = readTime(data.jobend);
  return {
    ...(data.jobid !== undefined && { jobId: data.jobid }),
    progress,
    status: wordOf(data.jobstatus, data.jobresult),
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(progress.state === 'failed' ? { failure: causeOfJob(error) } : {}),
    ...(progress.state === 'failed' && isBareConflict(error) ? { conflict: true } : {}),
  };
}
