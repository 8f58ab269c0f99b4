import type { PlannedStep } from '../scenario/scenario.ts';

/** A publish or a go-live: everything that decides its course, recorded when it began. Times are epoch milliseconds. */
export interface Submission {
  kind: 'publish' | 'goLive';
  id: string;
  version: number;
  startedAt: number;
  startedBy: string;
  /** From this time on the marketplace includes it in its list. */
  listedAt: number;
  steps: PlannedStep[];
  /** When a held step was released, by the step's id. */
  released: Record<string, number>;
  /** The publish whose id the go-live keeps using. */
  continues?: Submission | undefined;
  cancellation?: {
    id: string;
    requestedAt: number;
    effectiveAt: number;
    ignored: boolean;
    leaves: 'canceled' | 'waiting';
  };
}

/** The marketplace's own operation for an asynchronous cancel. */
export interface Cancellation {
  kind: 'cancel';
  id: string;
  startedAt: number;
  effectiveAt: number;
  submissionId: string;
}

/** Work that publishes nothing: a change of the draft, or a request that was accepted as a job and then refused. */
export interface Job {
  kind: 'job';
  id: string;
  startedAt: number;
  endsAt: number;
  refusal?: { code: string; message: string };
}

export type Operation = Submission | Cancellation | Job;

/** Whether an operation publishes something. */
export function isSubmission(operation: Operation | undefined): operation is Submission {
  return operation?.kind === 'publish' || operation?.kind === 'goLive';
}
