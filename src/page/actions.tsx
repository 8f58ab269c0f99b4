import type { OperationView } from '../domain/operation.ts';
import type { Phase } from '../domain/phase.ts';
import { isPossible, type Standing } from '../domain/possible-wishes.ts';
import { PAGE_WISHES, type PageWish, type Reader } from './reader.ts';

/** The buttons of the wishes that the operation can be granted and that the caller may make. */
export function Actions({ operation, reader }: { operation: OperationView; reader: Reader }) {
  const { say } = reader;
  const { id, publisherId, offerId } = operation;
  const wishes = PAGE_WISHES.filter((wish) => isOffered(wish, operation) && reader.mayWish(wish, publisherId));
  if (wishes.length === 0) return null;
  const subject = `${publisherId}/${offerId}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs; these are buttons that belong together.
    <div class="buttons" role="group" aria-label={say.actions}>
      {wishes.map((wish) => (
        <button
          key={wish}
          id={`${wish}-${id}`}
          type="button"
          class={wish === 'approve' || wish === 'look' ? undefined : 'secondary'}
          aria-haspopup="dialog"
          aria-label={`${say.button[wish]}: ${subject}`}
          data-opens={wish}
          data-operation={id}
          data-about={subject}
          data-stands={wish === 'cancel' ? standsFor(operation) : undefined}
        >
          {say.button[wish]}
        </button>
      ))}
    </div>
  );
}

function isOffered(wish: PageWish, operation: OperationView): boolean {
  const { phase } = operation;
  if (phase === 'ended') return false;
  if (wish === 'approve' || wish === 'reject') return phase === 'awaiting-approval';
  if (wish === 'cancel' && operation.cancellation && operation.cancellation.state !== 'tooLate') return false;
  return isPossible(wish, standingOf(operation));
}

function standingOf({ phase, joined, marketplace, attention }: OperationView): Standing {
  return { phase, joined, cancelable: marketplace?.cancelable, attention: attention?.code };
}

const BEFORE: readonly Phase[] = ['scheduled', 'awaiting-approval', 'queued', 'checking'];

/** What a cancel would do as things stand. */
function standsFor({ phase, joined }: OperationView): 'before' | 'submitted' | 'joined' {
  if (joined) return 'joined';
  return BEFORE.includes(phase) ? 'before' : 'submitted';
}
