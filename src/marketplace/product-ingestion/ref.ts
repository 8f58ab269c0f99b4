import { ID_PART } from './durable-id.ts';

/** Which go-live is followed: the submission that it takes live and, when its answer came, the job that does it. */
export interface GoLiveRef {
  productId: string;
  submissionId: string;
  jobId?: string;
}

/** What the domain keeps of it. */
export function toRef({ productId, submissionId, jobId }: GoLiveRef): string {
  return ['submission', productId, submissionId, ...(jobId === undefined ? [] : ['configure', jobId])].join('/');
}

/** Reads it again, from stored state; undefined when it is none. */
export function readRef(ref: string): GoLiveRef | undefined {
  const [kind, productId = '', submissionId = '', configure, jobId, ...rest] = ref.split('/');
  if (kind !== 'submission' || !ID_PART.test(productId) || !ID_PART.test(submissionId)) return undefined;
  if (configure === undefined) return { productId, submissionId };
  if (configure !== 'configure' || !ID_PART.test(jobId ?? '') || rest.length > 0) return undefined;
  return { productId, submissionId, jobId };
}

/**
 * Names a submission on its way to a target. A submission keeps its id from preview to live, so the id alone would make
 * one marketplace operation of the two.
 */
export function operationIdOf(submissionId: string, target: string): string {
  return `${submissionId}:${target}`;
}
