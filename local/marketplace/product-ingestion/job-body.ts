import type { Entry } from '../offers/entry.ts';
import type { Job, Submission } from '../offers/operation.ts';
import { jobState, type OperationState, type Progress, progress } from '../offers/progress.ts';
import type { Answers } from '../offers/script.ts';
import { describeStep } from '../scenario/step-catalogue.ts';
import { productId, submissionId, submissionNumber } from './durable-id.ts';
import type { ApiError } from './failure.ts';
import { schemaFor } from './schema.ts';
import { dotNetTime, NO_TIME } from './time.ts';
import { type Result, wordsOf } from './words.ts';

/** The body in the form of the schema "configure-status". */
export function jobBody(
  entry: Entry,
  job: Job | Submission,
  answers: Answers,
  { now, understood }: { now: number; understood: string | undefined },
): Record<string, unknown> {
  const course = courseOf(job, now);
  const words = wordsOf(answers.words);
  const running = now > job.startedAt ? 'running' : 'notStarted';
  return {
    $schema: schemaFor('configure-status', understood),
    [words.jobId]: job.id,
    jobStatus: words.status(course.state === 'running' ? running : 'completed'),
    jobResult: words.result(RESULTS[course.state]),
    jobStart: dotNetTime(job.startedAt),
    jobEnd: course.endedAt === undefined ? NO_TIME : dotNetTime(course.endedAt),
    ...(course.state === 'completed' && {
      resourceUri: `https://product-ingestion.mp.microsoft.com/configure/${job.id}`,
    }),
    errors: course.state === 'failed' ? [jobError(entry, job, now)] : [],
  };
}

/** The state of a job, and when it ended. */
export function courseOf(job: Job | Submission, now: number): Pick<Progress, 'state' | 'endedAt'> {
  if (job.kind !== 'job') return progress(job, now);
  const state = jobState(job, now);
  return state === 'running' ? { state } : { state, endedAt: job.endsAt };
}

const RESULTS: Record<OperationState, Result> = {
  running: 'pending',
  completed: 'succeeded',
  failed: 'failed',
  canceled: 'cancelled',
};

/** As in the real API, the actual error is at the deepest level; the outer levels only say where it happened. */
function jobError(entry: Entry, job: Job | Submission, now: number): ApiError {
  if (job.kind === 'job') return refusalError(entry, job);
  const resourceId = submissionId(entry, submissionNumber(entry, job.version));
  const failed = progress(job, now).steps.find((step) => step.state === 'failed')?.step;
  const said = (failed?.messages ?? []).filter(({ level }) => level === 'error');
  const innermost = said.map(({ html }) => ({ resourceId, code: 'invalidState', message: html }));
  const step = { resourceId, code: 'invalidState', message: describeStep(failed?.id ?? '').name, details: innermost };
  return { resourceId, code: 'internalServerError', message: 'Operation failed', details: [step] };
}

function refusalError(entry: Entry, { refusal }: Job): ApiError {
  const resourceId = productId(entry);
  const innermost = { resourceId, code: refusal?.code ?? 'invalidState', message: refusal?.message ?? '' };
  return { resourceId, code: 'conflict', message: 'Failure for resource', details: [innermost] };
}
