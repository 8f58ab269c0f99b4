import type { OperationState, StepState } from '../offers/progress.ts';
import type { Vocabulary } from '../scenario/rule.ts';
import type { OfferStatus } from '../scenario/scenario.ts';

/** The API's words for statuses. */
export interface Words {
  operation(state: OperationState): string;
  step(state: StepState): string;
  offer(status: OfferStatus): string;
}

// Our own names of states are the documented words, with one exception.
const documentedStep = (state: StepState) => (state === 'waiting' ? 'WaitingForPublisherReview' : state);

const SEEN_OPERATION = { running: 'running', completed: 'complete', failed: 'failed', canceled: 'canceled' };
const seenStep = (state: StepState) =>
  state === 'waiting' ? 'waitingForPublisherReview' : state === 'running' ? 'inProgress' : state;
const seenOffer = (status: OfferStatus) => status.charAt(0).toLowerCase() + status.slice(1);

const OTHER_OPERATION = { running: 'In Progress', completed: 'Succeeded', failed: 'Failed', canceled: 'Cancelled' };
const OTHER_STEP = {
  notStarted: 'NotStarted',
  running: 'InProgress',
  blocked: 'Blocked',
  complete: 'Completed',
  failed: 'Rejected',
  canceled: 'Cancelled',
  waiting: 'WaitingForApproval',
};
const OTHER_OFFER: Record<OfferStatus, string> = {
  NeverPublished: 'neverPublished',
  NotStarted: 'not started',
  WaitingForPublisherReview: 'waiting for publisher review',
  Running: 'in progress',
  Succeeded: 'succeeded',
  Canceled: 'cancelled',
  Failed: 'failed',
};

/** A word that appears in no document. */
const UNKNOWN_WORD = 'Reticulating';

/** The words of a vocabulary. */
export function wordsOf(vocabulary: Vocabulary): Words {
  switch (vocabulary) {
    case 'seen':
      return { operation: (state) => SEEN_OPERATION[state], step: seenStep, offer: seenOffer };
    case 'documented':
      return { operation: (state) => state, step: documentedStep, offer: (status) => status };
    case 'upper':
      return {
        operation: (state) => state.toUpperCase(),
        step: (state) => documentedStep(state).toUpperCase(),
        offer: (status) => status.toUpperCase(),
      };
    case 'other':
      return {
        operation: (state) => OTHER_OPERATION[state],
        step: (state) => OTHER_STEP[state],
        offer: (status) => OTHER_OFFER[status],
      };
    case 'unknown':
      return {
        operation: (state) => (state === 'running' ? UNKNOWN_WORD : state),
        step: (state) => (state === 'running' ? UNKNOWN_WORD : documentedStep(state)),
        offer: (status) => (status === 'Running' ? UNKNOWN_WORD : status),
      };
  }
}
