import type { ObserveOutcome } from '../../domain/observation.ts';
import { retryAfter } from '../http/channel.ts';
import { contractChanged, notUnderstood, type Read, read, unauthorized } from '../http/read.ts';
import type { Ingestion } from './ingestion.ts';
import { readJob } from './job-body.ts';
import { listSubmissions } from './list-submissions.ts';
import { observedOf } from './observed.ts';
import { pathsOf } from './paths.ts';
import { type GoLiveRef, readRef } from './ref.ts';
import { isOpen } from './words.ts';

/** Looks once at a go-live: at its job, when that is known, and at the list of submissions. */
export async function observe(ingestion: Ingestion, ref: string): Promise<ObserveOutcome> {
  const goLive = readRef(ref);
  if (goLive === undefined) return contractChanged('The reference of the operation is none of this marketplace.');
  const [looked, listed] = await Promise.all([
    readJobStatus(ingestion, goLive),
    listSubmissions(ingestion, goLive.productId),
  ]);
  if (looked.kind === 'denied') return unauthorized(looked.cause);
  if (looked.kind === 'refused' || looked.kind === 'trouble') return looked;
  const answer = looked.kind === 'read' ? looked.answer : undefined;
  const job = looked.kind === 'read' ? readJob(looked.value) : undefined;
  if (answer !== undefined && job === undefined)
    return notUnderstood(ingestion, 'observe', answer, 'the body is no job');

  // While the job is running, the list is not needed.
  if (listed.kind !== 'submissions' && !(job !== undefined && isOpen(job.progress))) {
    return listed.kind === 'denied' ? unauthorized(listed.cause) : listed;
  }
  const submissions = listed.kind === 'submissions' ? listed.submissions : [];
  const operation = observedOf(goLive, job, submissions, ingestion.now());
  if (operation === undefined)
    return { kind: 'not-found', message: `Submission ${goLive.submissionId} is not on its way to live.` };
  return { kind: 'observed', operation, ...(answer === undefined ? {} : retryAfter(ingestion, answer)) };
}

/** A job that the marketplace no longer knows gives no information, so the list alone decides. */
async function readJobStatus(ingestion: Ingestion, { jobId }: GoLiveRef): Promise<Read> {
  if (jobId === undefined) return { kind: 'not-found', message: 'Its job is not known.' };
  return read(ingestion, 'observe', pathsOf(ingestion).jobStatus(jobId));
}
