import type { Phase } from './phase.ts';
import type { WishName } from './wish-name.ts';

/** What decides which wishes an operation can be granted. */
export interface Standing {
  phase: Phase;
  joined?: true | undefined;
  /** What the marketplace says of its operation. */
  cancelable?: boolean | undefined;
  /** Code of what needs attention. */
  attention?: string | undefined;
}

/** The marketplace operation is over and nothing shows what came of it: a cancel ends the waiting for that. */
const UNCONFIRMED: readonly (string | undefined)[] = ['LiveNotConfirmed', 'OperationNotFound'];

/** In these nothing is looked at: a date, people or an answer are waited for. */
const WITHOUT_LOOKS: readonly Phase[] = ['awaiting-approval', 'submitting', 'ended'];

/** What somebody else started is not canceled but left alone, which is always possible. */
export function isTooLateToCancel({ joined, cancelable, attention }: Standing): boolean {
  return !joined && !UNCONFIRMED.includes(attention) && cancelable === false;
}

/**
 * Whether a person may say how an operation ended: only while a marketplace operation is followed. Before the POST there
 * is nothing to say; while its outcome is unknown, whoever comes next in the lane could post a second time.
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
