import type { Vocabulary } from '../scenario/rule.ts';

export type Status = 'notStarted' | 'running' | 'completed';
export type Result = 'pending' | 'succeeded' | 'failed' | 'cancelled';

/** The API's words for the states of jobs and submissions. */
export interface Words {
  status(status: Status): string;
  result(result: Result): string;
  /** The name of the member that contains a job's id. */
  jobId: string;
}

const OTHER_STATUS = { notStarted: 'pending', running: 'InProgress', completed: 'Completed' };
const OTHER_RESULT = { pending: 'Pending', succeeded: 'Succeeded', failed: 'Failed', cancelled: 'canceled' };

/** A word that appears in no document. */
const UNKNOWN_WORD = 'Reticulating';

/** The words of a vocabulary. */
export function wordsOf(vocabulary: Vocabulary): Words {
  switch (vocabulary) {
    case 'seen':
    case 'documented':
      return { status: (status) => status, result: (result) => result, jobId: 'jobId' };
    case 'upper':
      return { status: (status) => status.toUpperCase(), result: (result) => result.toUpperCase(), jobId: 'jobId' };
    case 'other':
      // Newer documents print jobID; only the words of this vocabulary are made up.
      return { status: (status) => OTHER_STATUS[status], result: (result) => OTHER_RESULT[result], jobId: 'jobID' };
    case 'unknown':
      return {
        status: (status) => (status === 'completed' ? status : UNKNOWN_WORD),
        result: (result) => result,
        jobId: 'jobId',
      };
  }
}
