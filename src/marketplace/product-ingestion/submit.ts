import type { SubmitOutcome } from '../../domain/observation.ts';
import type { Answer } from '../http/answer.ts';
import { retryAfter, say, tellShape } from '../http/channel.ts';
import { contractChanged } from '../http/read.ts';
import type { Ingestion } from './ingestion.ts';
import { readJob } from './job-body.ts';
import { pathsOf, SCHEMAS } from './paths.ts';
import { type GoLiveRef, operationIdOf, readRef, toRef } from './ref.ts';

/**
 * Statuses with which the marketplace itself decides against a go-live. 409 and 423 are not among them: the conflict may
 * be with this very submission, which only looking tells.
 */
const REFUSALS = new Set([400, 401, 403, 404, 422]);

/** Sends the go-live of one preview submission, once; what is not surely refused or not processed is unknown. */
export async function submit(ingestion: Ingestion, ref = ''): Promise<SubmitOutcome> {
  const submission = readRef(ref);
  if (submission === undefined) return contractChanged('The reference of the version is none of this marketplace.');
  const called = await ingestion.call({
    method: 'POST',
    ref: pathsOf(ingestion).configure,
    body: JSON.stringify(goLiveOf(submission)),
  });
  switch (called.kind) {
    case 'no-credentials':
      return { kind: 'refused', problem: called.problem };
    case 'no-token':
      return { ...called, kind: 'not-processed' };
    case 'not-sent':
      return { kind: 'not-processed', message: called.message };
    case 'lost':
      return { kind: 'unknown', message: called.message };
    case 'led-away':
      return { kind: 'unknown', message: `The marketplace redirected the go-live: ${called.reason}.` };
    case 'answered':
      return answered(ingestion, called.answer, submission);
  }
}

/**
 * Four members and no more, under a schema of our own choice: an entry of the list, sent back as it came, has members
 * that newer schemas refuse or demand.
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

function answered(ingestion: Ingestion, answer: Answer, submission: GoLiveRef): SubmitOutcome {
  const { status } = answer;
  if (status === 200 || status === 202) return taken(ingestion, answer, submission);
  if (status === 429)
    return { kind: 'not-processed', message: say(ingestion, answer), ...retryAfter(ingestion, answer) };
  if (REFUSALS.has(status)) {
    const problem = ingestion.problemOf(answer);
    if (problem.code === 'ContractChanged') tellShape(ingestion, 'submit', answer, 'refused');
    return { kind: 'refused', problem };
  }
  if (status < 500) tellShape(ingestion, 'submit', answer, `status ${status}`);
  return { kind: 'unknown', message: say(ingestion, answer) };
}

/** The answer tells of a job, which may have ended already. */
function taken(ingestion: Ingestion, answer: Answer, submission: GoLiveRef): SubmitOutcome {
  const { status, body } = answer;
  const { jobId, failure } = (body.kind === 'json' && readJob(body.value)) || {};
  if (failure !== undefined) return { kind: 'refused', problem: failure };
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
