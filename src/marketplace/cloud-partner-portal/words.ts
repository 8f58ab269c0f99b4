import type { ObservedOperation, OfferStatus } from '../../domain/observation.ts';
import { cut } from '../text/cut.ts';
import { lookUp, spelling } from '../text/spelling.ts';

const OPERATION_STATES: Record<string, ObservedOperation['state']> = {
  notstarted: 'running',
  running: 'running',
  inprogress: 'running',
  waitingforpublisherreview: 'running',
  waitingforapproval: 'running',
  blocked: 'running',
  complete: 'succeeded',
  completed: 'succeeded',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
  cancelled: 'canceled',
};

const OFFER_STATUSES: Record<string, OfferStatus> = {
  neverpublished: 'never-published',
  notstarted: 'not-started',
  waitingforpublisherreview: 'waiting-for-publisher',
  running: 'running',
  inprogress: 'running',
  complete: 'succeeded',
  completed: 'succeeded',
  succeeded: 'succeeded',
  canceled: 'canceled',
  cancelled: 'canceled',
  failed: 'failed',
};

const STEP_STATUSES: Record<string, string> = {
  notstarted: 'not-started',
  running: 'running',
  inprogress: 'running',
  waitingforapproval: 'waiting-for-approval',
  waitingforpublisherreview: 'waiting-for-publisher',
  blocked: 'blocked',
  rejected: 'rejected',
  complete: 'complete',
  completed: 'complete',
  succeeded: 'complete',
  failed: 'failed',
  canceled: 'canceled',
  cancelled: 'canceled',
};

/** The state for a status word of the marketplace. An unknown word counts as running. */
export function operationState(word: string): { state: ObservedOperation['state']; unknownStatus?: true } {
  const state = lookUp(OPERATION_STATES, word);
  return state === undefined ? { state: 'running', unknownStatus: true } : { state };
}

/** The offer status that a word of the marketplace stands for. */
export function offerStatus(word: string): OfferStatus {
  return lookUp(OFFER_STATUSES, word) ?? 'unknown';
}

/** Our word for a step's status. An unknown word is kept unchanged. */
export function stepStatus(word: string): string {
  return lookUp(STEP_STATUSES, word) ?? cut(word.trim(), 60);
}

/** Whether the marketplace says that an operation can be canceled; undefined when it does not say. */
export function cancelable(word: string | undefined): boolean | undefined {
  const normalized = spelling(word ?? '');
  if (normalized === 'cancancel') return true;
  return /^(cannot|cant|not|toolate)/.test(normalized) ? false : undefined;
}
