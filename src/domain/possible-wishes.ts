import type { Phase } from './phase.ts';
import type { WishName } from './wish-name.ts';

/** What decides which wishes an operation can be granted. */
export interface Standing {
  phase: Phase;
  joined?: true | undefined;
  /** Whether the marketplace reports its operation as cancelable. */
  cancelable?: boolean | undefined;
  /** Code of the current attention. */
  attention?: string | undefined;
}

/** The marketplace operation is over without a visible effect, and a cancel stops waiting for one. */
const UNCONFIRMED: readonly (string | undefined)[] = ['LiveNotConfirmed', 'OperationNotFound'];

/** Phases without looks: people or an answer are waited for, or nothing any more. */
const WITHOUT_LOOKS: readonly Phase[] = ['awaiting-approval', 'submitting', 'ended'];

/** An operation that somebody else started is left alone rather than canceled, which is always possible. */
export function isTooLateToCancel({ joined, cancelable, attention }: Standing): boolean {
  return !joined && !UNCONFIRMED.includes(attention) && cancelable === false;
}

/**
 * Whether a person may assert how an operation ended: only while a marketplace operation is followed. Before the POST
 * there is nothing to assert; while its outcome is unknown, the next operation in the lane could post a second time.
 */
export function mayBeEnded(phase: Phase): 'yes' | 'not-submitted' | 'outcome-unknown' {
  switch (phase) {
    case 'publishing':
    case 'canceling':
      return 'yes';
    case 'submitting':
    case 'settling':
      return 'outcome-unknown';
    case 'scheduled':
    case 'awaiting-approval':
    case 'queued':
    case 'checking':
    case 'ended':
      return 'not-submitted';
  }
}

/** Whether the wish can be granted to an operation that needs attention as things stand. */
export function isPossible(wish: WishName, standing: Standing): boolean {
  switch (wish) {
    case 'look':
      return !WITHOUT_LOOKS.includes(standing.phase);
    case 'cancel':
      return !isTooLateToCancel(standing);
    case 'end':
      return mayBeEnded(standing.phase) === 'yes';
    case 'deadline':
      return true;
  }
}
