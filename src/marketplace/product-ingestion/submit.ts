import type { GoLiveAnswer } from '../../domain/observation.ts';
import type { Answer } from '../http/answer.ts';
import { retryAfter, tellShape } from '../http/channel.ts';
import { notTaken, withoutAnswer } from '../http/post-go-live.ts';
import { contractChanged } from '../http/read.ts';
import type { InTime } from '../port.ts';
import type { Ingestion } from './ingestion.ts';
import { readJob } from './job-body.ts';
import { pathsOf, SCHEMAS } from './paths.ts';
import { type GoLiveRef, operationIdOf, readRef, toRef } from './ref.ts';

/**
 * Statuses by which the marketplace itself refuses a go-live. 409 and 423 are not among them: the conflict may be with
 * this very submission, which only a look can tell.
 */
const REFUSALS = new Set([400, 401, 403, 404, 422]);

/** Sends one preview submission live, once. Unless certainly refused or not processed, its outcome is unknown. */
export async function submit(ingestion: Ingestion, ref: string | undefined, inTime: InTime): Promise<GoLiveAnswer> {
  const submission = readRef(ref ?? '');
  if (submission === undefined) return contractChanged('The reference of the version is none of this marketplace.');
  const called = await ingestion.call({
    method: 'POST',
    ref: pathsOf(ingestion).configure,
    body: JSON.stringify(goLiveOf(submission)),
    inTime,
  });
  if (called.kind !== 'answered') return withoutAnswer(called);
  const { answer } = called;
  const isYes = answer.status === 200 || answer.status === 202;
  return isYes ? taken(ingestion, answer, submission) : notTaken(ingestion, answer, REFUSALS);
}

/**
 * Exactly four members, under a schema that we choose: an entry sent back as it was listed has members that newer
 * schemas refuse or require.
 */
function goLiveOf({ productId, submissionId }: GoLiveRef) {
  const submission = {
    $schema: SCHEMAS.submission,
    id: `submission/${productId}/${submissionId}`,
    product: `product/${productId}`,
    target: { targetType: 'live' },
  };
  return { $schema: SCHEMAS.configure, resources: [submission] };
}

/** The answer names a job, which may have ended already. */
function taken(ingestion: Ingestion, answer: Answer, submission: GoLiveRef): GoLiveAnswer {
  const { status, body } = answer;
  const { jobId, failure } = (body.kind === 'json' && readJob(body.value)) || {};
  if (failure !== undefined) return { kind: 'refused', cause: failure };
  if (jobId !== undefined) {
    const ref = toRef({ ...submission, jobId });
    return {
      kind: 'accepted',
      operationId: operationIdOf(submission.submissionId, 'live'),
      ref,
      ...retryAfter(ingestion, answer),
    };
  }
  tellShape(ingestion, 'submit', answer, 'no job');
  return { kind: 'unknown', message: `The marketplace answered ${status}, but named no job.` };
}
