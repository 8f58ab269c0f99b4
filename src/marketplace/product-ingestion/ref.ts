import { ID_PART } from './durable-id.ts';

/** Identifies a go-live: the submission that it takes live and, if an answer named it, its job. */
export interface GoLiveRef {
  productId: string;
  submissionId: string;
  jobId?: string;
}

/** The form in which the domain keeps it. */
export function toRef({ productId, submissionId, jobId }: GoLiveRef): string {
  return ['submission', productId, submissionId, ...(jobId === undefined ? [] : ['configure', jobId])].join('/');
}

/** Reads it back from stored state; undefined for anything else. */
export function readRef(ref: string): GoLiveRef | undefined {
  const [kind, productId = '', submissionId = '', configure, jobId, ...rest] = ref.split('/');
  if (kind !== 'submission' || !ID_PART.test(productId) || !ID_PART.test(submissionId)) return undefined;
  if (configure === undefined) return { productId, submissionId };
  if (configure !== 'configure' || !ID_PART.test(jobId ?? '') || rest.length > 0) return undefined;
  return { productId, submissionId, jobId };
}

/**
 * Names a submission on its way to a target. A submission keeps its id from preview to live, so the id alone would
 * confuse two marketplace operations.
 */
export function operationIdOf(submissionId: string, target: string): string {
  return `${submissionId}:${target}`;
}
