import { faultOf } from '../faults/apply-rules.ts';
import { type Answer, json } from '../http/answer.ts';
import { isSubmission, type Job, type Submission } from '../offers/operation.ts';
import { type Call, parameter } from './call.ts';
import { submissionNumber } from './durable-id.ts';
import { failure } from './failure.ts';
import { courseOf, jobBody } from './job-body.ts';
import { page } from './paging.ts';
import { PLAN, planBody, productBody, submissionBody, treeBody } from './resource-bodies.ts';
import { schemaFor } from './schema.ts';
import { submissionEntries, type Target } from './submission-entries.ts';

/** `GET product/{guid}`. */
export function productCall({ entry, understood }: Call): Answer {
  return json(200, productBody(entry, understood));
}

/** `GET product?externalId=`: a list of one product, or an empty one. */
export function productLookup({ entry, script, understood, url }: Call): Answer {
  return page(script.exists ? [productBody(entry, understood)] : [], url);
}

/** `GET plan?product=product/{guid}`. */
export function planCall({ entry, understood, query, url }: Call): Answer {
  const wanted = parameter(query, 'externalId') ?? PLAN;
  return page(wanted === PLAN ? [planBody(entry, understood)] : [], url);
}

/** `GET resource-tree/product/{guid}`: 404 for a target that no version ever reached. */
export function treeCall({ entry, script, understood, query, now }: Call): Answer {
  const target = targetOf(query) ?? 'draft';
  const isTarget = (word: string): word is Target => ['draft', 'preview', 'live'].includes(word);
  const tree = isTarget(target) ? treeBody(entry, target, understood, now, script.answers) : undefined;
  return tree === undefined ? failure(404, 'notFound', `The product has no ${target}.`) : json(200, tree);
}

/** `GET submission/{guid}` and `GET submission/{guid}/{number}`. */
export function submissionsCall(call: Call, number: string | undefined): Answer {
  const { entry, script, understood, query, faults, now, url } = call;
  const lagSeconds = faultOf(faults, 'list-lag')?.seconds ?? 0;
  const entries = submissionEntries(entry, script.answers, now - lagSeconds * 1000);
  const bodyOf = (each: (typeof entries)[number]) => submissionBody(entry, each, script.answers, understood);
  if (number !== undefined) {
    const one = entries.find((each) => each.number === number);
    return one === undefined ? failure(404, 'notFound', `There is no submission ${number}.`) : json(200, bodyOf(one));
  }
  const target = targetOf(query);
  const items = entries.filter((each) => target === undefined || each.target === target).map(bodyOf);
  const copies = faultOf(faults, 'duplicates')?.copies ?? 1;
  const link = faultOf(faults, 'foreign-location')?.to;
  return page(Array.from({ length: copies }, () => items).flat(), url, link);
}

/** `GET configure/{job}/status`. */
export function jobCall(call: Call, jobId: string): Answer {
  const job = jobOf(call, jobId);
  if (job === undefined) return noJob(jobId);
  const { retryAfterSeconds } = call.script.answers;
  const waits = courseOf(job, call.now).state === 'running' && retryAfterSeconds !== undefined;
  const headers: Record<string, string> = waits ? { 'retry-after': String(retryAfterSeconds) } : {};
  return json(200, jobBody(call.entry, job, call.script.answers, call), headers);
}

/** `GET configure/{job}`: the result of a job that has ended. */
export function jobDetailCall(call: Call, jobId: string): Answer {
  const { entry, script, understood, now } = call;
  const job = jobOf(call, jobId);
  if (job === undefined) return noJob(jobId);
  const { state } = courseOf(job, now);
  if (state === 'running') return failure(400, 'badRequest', 'The job has not completed yet.');
  const done = isSubmission(job) && state === 'completed' ? [job] : [];
  const resources = done.map(({ kind, version, startedAt }) => {
    const number = submissionNumber(entry, version);
    const succeeded = { status: 'completed', result: 'succeeded', created: startedAt } as const;
    const target = kind === 'goLive' ? 'live' : 'preview';
    return submissionBody(entry, { number, target, state: succeeded }, script.answers, understood);
  });
  return json(200, { $schema: schemaFor('configure-detail', understood), resources });
}

/** A job of the offer, by its id. */
export function jobOf({ entry }: Pick<Call, 'entry'>, jobId: string): Job | Submission | undefined {
  const operation = entry.operations.get(jobId);
  return operation?.kind === 'cancel' ? undefined : operation;
}

/** The answer to a job id that does not exist. */
export function noJob(jobId: string): Answer {
  return failure(404, 'notFound', `There is no job ${jobId}.`);
}

/** The documents print the value in quotes, clients send it without. */
function targetOf(query: URLSearchParams): string | undefined {
  return parameter(query, 'targetType')?.replaceAll('"', '');
}
