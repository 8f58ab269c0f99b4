import { randomUUID } from 'node:crypto';
import { faultOf } from '../faults/apply-rules.ts';
import { steerCourse } from '../faults/steer-course.ts';
import { type Answer, json } from '../http/answer.ts';
import { cancel, goLive, publish, type Start, type StartRefusal } from '../offers/commands.ts';
import { runningSubmission } from '../offers/offer.ts';
import type { Job, Submission } from '../offers/operation.ts';
import type { Call } from './call.ts';
import type { ReadConfigure, Resource } from './configure-request.ts';
import { DRAFT_NUMBER, parseDurableId, productId } from './durable-id.ts';
import { failure } from './failure.ts';
import { courseOf, jobBody } from './job-body.ts';
import { jobOf, noJob } from './reading-calls.ts';
import { newestPreview } from './submission-entries.ts';

const JOB_SECONDS = 1;

/** `POST configure`: accepts a job that publishes to preview, takes a preview live, or changes the draft. */
export function configureCall(call: Call, read: ReadConfigure): Answer {
  if (!read.ok) return read.answer;
  const forced = faultOf(call.faults, 'refused-job');
  if (forced !== undefined) return takeOn(call, newJob(call.now, { code: forced.code, message: forced.message }));
  const { submission } = read.request;
  if (submission === undefined) return takeOn(call, newJob(call.now));
  return submission.target?.targetType === 'live' ? goLiveCall(call, submission) : publishCall(call);
}

/** `POST configure/{job}/cancel`: cancels only jobs that publish, and only as long as their script allows it. */
export function cancelCall(call: Call, jobId: string): Answer {
  const { entry, script, now } = call;
  const job = jobOf(call, jobId);
  if (job === undefined) return noJob(jobId);
  if (courseOf(job, now).state !== 'running') {
    return failure(400, 'badRequest', 'Cannot cancel job, job has already completed.');
  }
  const seconds = script.cancel.answer === 'operation' ? script.cancel.seconds : 0;
  const result =
    job.kind === 'job' ? undefined : cancel(entry.offer, { ...script.cancel, answer: 'operation', seconds }, now);
  if (result?.kind !== 'done') return failure(400, 'badRequest', 'Cannot cancel job, the request is too far along.');
  call.save(result.offer, result.operation);
  return json(200, jobBody(entry, result.offer.latest ?? job, script.answers, call));
}

function publishCall(call: Call): Answer {
  const result = publish(call.entry.offer, startOf(call, 'publish'), call.now);
  return result.kind === 'refused'
    ? refuse(call, REFUSALS[result.reason])
    : takeOn(call, result.operation, result.offer);
}

function goLiveCall(call: Call, { id = '' }: Resource): Answer {
  const { entry, now } = call;
  const { guid, rest: number } = parseDurableId(id);
  if (number === '' || number === DRAFT_NUMBER) return refuse(call, NO_NUMBER);
  if (guid !== parseDurableId(productId(entry)).guid) return refuse(call, FOREIGN_NUMBER);
  const newest = newestPreview(entry, now);
  const isRunning = runningSubmission(entry.offer, now) !== undefined || newest?.state?.status === 'running';
  if (isRunning) return refuse(call, REFUSALS['operation-running']);
  if (newest?.number !== number) return refuse(call, STALE);
  if (newest.state?.result === 'failed') return refuse(call, NOT_PASSED);
  const result = goLive(entry.offer, startOf(call, 'goLive'), now);
  return result.kind === 'refused'
    ? refuse(call, REFUSALS[result.reason])
    : takeOn(call, result.operation, result.offer);
}

function startOf({ caller, script, faults, now }: Call, kind: Submission['kind']): Start {
  return { startedBy: caller, ...steerCourse(script[kind], faults, now) };
}

type Problem = NonNullable<Job['refusal']>;

const STALE = { code: 'invalidState', message: 'The submission cannot be pushed to as its not the latest' };
const NOT_PASSED = { code: 'invalidState', message: 'The submission did not pass its publish to preview.' };
const FOREIGN_NUMBER = { code: 'invalidId', message: 'The submission is of another product.' };
const NO_NUMBER = {
  code: 'businessValidationError',
  message: "Expected a submission id that isn't null or 0 since target type is Live",
};

const REFUSALS: Record<StartRefusal, Problem> = {
  'operation-running': { code: 'invalidState', message: 'An In Progress submission already exists' },
  'nothing-in-preview': STALE,
  'already-live': { code: 'invalidState', message: 'The submission is already live.' },
};

/** No document says whether a refusal comes at once or as a failing job, so the script decides. */
function refuse(call: Call, problem: Problem): Answer {
  if (call.script.answers.refusals === 'job') return takeOn(call, newJob(call.now, problem));
  return failure(400, 'badRequest', problem.message, [problem]);
}

function newJob(now: number, refusal?: Problem): Job {
  const job: Job = { kind: 'job', id: randomUUID(), startedAt: now, endsAt: now + JOB_SECONDS * 1000 };
  return refusal === undefined ? job : { ...job, refusal };
}

function takeOn(call: Call, operation: Job | Submission, offer = call.entry.offer): Answer {
  call.save(offer, operation);
  const body = jobBody(call.entry, operation, call.script.answers, call);
  const withoutId = { ...body, jobId: undefined, jobID: undefined };
  return json(202, faultOf(call.faults, 'no-location') === undefined ? body : withoutId);
}
