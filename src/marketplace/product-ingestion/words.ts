import { cut } from '../text/cut.ts';
import { lookUp, spelling } from '../text/spelling.ts';

/** How far a submission or a job has come. */
export type Progress =
  | { state: 'not-started' | 'running'; unknownStatus?: true }
  | { state: 'succeeded' | 'failed' | 'canceled' };

const OPEN: Record<string, 'not-started' | 'running'> = {
  notstarted: 'not-started',
  pending: 'not-started',
  inprogress: 'running',
  running: 'running',
};

const RESULTS: Record<string, 'succeeded' | 'failed' | 'canceled'> = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
};

/** The progress for a pair of status and result. An unknown word, or a missing result, counts as running. */
export function progressOf(status: string, result: string): Progress {
  if (spelling(status) === 'completed') {
    const state = lookUp(RESULTS, result);
    return state === undefined ? { state: 'running', unknownStatus: true } : { state };
  }
  const state = lookUp(OPEN, status);
  return state === undefined ? { state: 'running', unknownStatus: true } : { state };
}

/** Whether it has not come to an end. */
export function isOpen({ state }: Progress): boolean {
  return state === 'not-started' || state === 'running';
}

/** The marketplace's own words for it. */
export function wordOf(status: string, result: string): string {
  return cut(spelling(status) === 'completed' ? `${status}/${result}` : status, 60);
}
