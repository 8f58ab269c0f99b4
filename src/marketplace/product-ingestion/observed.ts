import type { Cause, ObservedOperation, Step } from '../../domain/observation.ts';
import type { Job } from './job-body.ts';
import { type GoLiveRef, operationIdOf } from './ref.ts';
import type { Submission } from './submission-body.ts';
import { isOpen, type Progress } from './words.ts';

/** The list may lag behind a job that has just ended. After this time the job is trusted without the list. */
const LAG_SECONDS = 600;

/** Combines what the job, when it is known, and the list show of a go-live; undefined when neither has it. */
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
    // Only a job can be canceled, and that of a go-live found in the list is unknown.
    ...(jobId === undefined && { cancelable: false }),
    steps: [stepOf(goLive, progress, job, failure?.message ?? words)],
    liveLinks: [],
    ...(failure !== undefined && { failure }),
  };
}

/**
 * A running job decides. After its end the list must agree, or have had the time to. A submission listed as live is
 * live, whatever the job reports. A job that failed by a conflict says nothing about the job that it conflicted with.
 */
function progressOfBoth(job: Job, listed: Submission | undefined, now: Date): Progress {
  if (isOpen(job.progress)) return job.progress;
  if (listed?.progress.state === 'succeeded') return listed.progress;
  if (listed !== undefined && metConflict(job)) return listed.progress;
  const goesOn = listed !== undefined && isOpen(listed.progress);
  const agrees = job.progress.state !== 'succeeded' && !goesOn;
  return agrees || isLongOver(job, now) ? job.progress : { state: 'running' };
}

/** A conflict without a named cause is attributed to whatever is running. */
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

/** The details come from the job; a failure that only the list shows has none. */
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

/** The API reports no steps, so the job serves as the only one. */
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
