import type { Cause, ObservedOperation, Step } from '../../domain/observation.ts';
import type { Job } from './job-body.ts';
import { type GoLiveRef, operationIdOf } from './ref.ts';
import type { Submission } from './submission-body.ts';
import { isOpen, type Progress } from './words.ts';

/** The list may lag behind a job that has just ended; so long after its end the job is believed alone. */
const LAG_SECONDS = 600;

/** What the job, when it is known, and the list say of a go-live together; undefined when neither knows of it. */
export function observedOf(
  goLive: GoLiveRef,
  reported: Job | undefined,
  submissions: Submission[],
  now: Date,
): ObservedOperation | undefined {
  const { submissionId, jobId } = goLive;
  const job = reported && judged(reported, submissions);
  const listed = submissions.find((each) => each.submissionId === submissionId && each.target === 'live');
  const progress = job === undefined ? listed?.progress : progressOfBoth(job, listed, now);
  if (progress === undefined) return undefined;
  const words = `The job is ${job?.status ?? 'not known'}; the list shows the submission ${listed ? `as ${listed.status}` : 'not on its way to live'}.`;
  const failure = progress.state === 'failed' ? failureOf(job, listed, words) : undefined;
  return {
    state: isOpen(progress) || progress.state === 'not-started' ? 'running' : progress.state,
    status: job?.status ?? listed?.status ?? '',
    ...('unknownStatus' in progress && { unknownStatus: true }),
    version: submissionId,
    reach: 'live',
    fixedVersion: true,
    // Only a job can be canceled; the job of a go-live that was found in the list is not known.
    ...(jobId === undefined && { cancelable: false }),
    steps: [stepOf(goLive, progress, job, failure?.message ?? words)],
    liveLinks: [],
    ...(failure !== undefined && { failure }),
  };
}

/**
 * While the job goes on it decides. When it has ended, the list must agree, or must have had the time to. What is live in the
 * list is live, whatever the job says; and a job that met a conflict says nothing of the job that it met.
 */
function progressOfBoth(job: Job, listed: Submission | undefined, now: Date): Progress {
  if (isOpen(job.progress)) return job.progress;
  if (listed?.progress.state === 'succeeded') return listed.progress;
  if (listed !== undefined && metConflict(job)) return listed.progress;
  const goesOn = listed !== undefined && isOpen(listed.progress);
  const agrees = job.progress.state !== 'succeeded' && !goesOn;
  return agrees || isLongOver(job, now) ? job.progress : { state: 'running' };
}

/** A conflict that does not tell with what is one with what runs. */
function judged(job: Job, submissions: Submission[]): Job {
  const { conflict, failure } = job;
  const isMet = conflict && failure !== undefined && submissions.some(({ progress }) => isOpen(progress));
  return isMet ? { ...job, failure: { ...failure, code: 'OperationConflict' } } : job;
}

function metConflict({ failure }: Job): boolean {
  return failure?.code === 'OperationConflict';
}

function isLongOver({ endedAt }: Job, now: Date): boolean {
  return endedAt === undefined || now.getTime() - Date.parse(endedAt) > LAG_SECONDS * 1000;
}

/** The errors are the job's; of a failure in the list alone no more is known than that. */
function failureOf(job: Job | undefined, listed: Submission | undefined, words: string): Cause {
  const failure = listed !== undefined && job !== undefined && metConflict(job) ? undefined : job?.failure;
  return failure ?? { code: 'MarketplaceFailed', message: words };
}

const STEP_STATUSES: Record<Progress['state'], string> = {
  'not-started': 'not-started',
  running: 'running',
  succeeded: 'complete',
  failed: 'failed',
  canceled: 'canceled',
};

/** The API reports no steps: the job is the one there is. */
function stepOf(goLive: GoLiveRef, { state }: Progress, job: Job | undefined, words: string): Step {
  const started = job?.startedAt;
  return {
    id: goLive.jobId ?? operationIdOf(goLive.submissionId, 'live'),
    name: 'Go live',
    status: STEP_STATUSES[state],
    messages: [
      ...(started === undefined ? [] : [{ level: 'information' as const, text: 'The job started.', time: started }]),
      { level: state === 'failed' ? 'error' : 'information', text: words },
    ],
  };
}
