import type { CancelOutcome } from '../../domain/observation.ts';
import type { Answer } from '../http/answer.ts';
import { say } from '../http/channel.ts';
import { contractChanged, troubleOf, unanswered, unauthorized } from '../http/read.ts';
import type { InTime } from '../port.ts';
import type { Ingestion } from './ingestion.ts';
import { readJob } from './job-body.ts';
import { pathsOf } from './paths.ts';
import { readRef } from './ref.ts';
import { isOpen } from './words.ts';

/** Asks once for the cancellation of the go-live's own job, which affects no other. The list shows the result later. */
export async function cancel(ingestion: Ingestion, ref: string, inTime: InTime): Promise<CancelOutcome> {
  const goLive = readRef(ref);
  if (goLive === undefined) return contractChanged('The reference of the operation is none of this marketplace.');
  if (goLive.jobId === undefined)
    return { kind: 'too-late', message: 'The job of this go-live is not known, and only a job can be canceled.' };
  const called = await ingestion.call({ method: 'POST', ref: pathsOf(ingestion).cancelJob(goLive.jobId), inTime });
  if (called.kind === 'not-sent') return { kind: 'not-sent', message: called.message };
  if (called.kind === 'answered') return answered(ingestion, called.answer);
  const outcome = unanswered(ingestion, 'cancel', called);
  return outcome.kind === 'denied' ? unauthorized(outcome.cause) : outcome;
}

function answered(ingestion: Ingestion, answer: Answer): CancelOutcome {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    const job = body.kind === 'json' ? readJob(body.value) : undefined;
    if (job === undefined || isOpen(job.progress)) return { kind: 'canceling' };
    return job.progress.state === 'canceled'
      ? { kind: 'canceled' }
      : { kind: 'too-late', message: `The job had ended: ${job.status}.` };
  }
  // Too far along, or over. If an earlier call has canceled the job, the next look shows it.
  if (status === 400 || status === 409) return { kind: 'too-late', message: say(ingestion, answer) };
  if (status === 401 || status === 403) return unauthorized(ingestion.causeOf(answer));
  if (status === 404 || status === 410) return { kind: 'not-found', message: say(ingestion, answer) };
  return troubleOf(ingestion, 'cancel', answer);
}
