import type { ObservedOperation, Step } from '../../domain/observation.ts';
import { spelling } from '../text/spelling.ts';

const BEGUN = new Set(['running', 'waiting-for-approval', 'rejected', 'failed', 'complete']);
const WAITING = new Set(['waiting-for-publisher', 'waiting-for-approval']);

/**
 * How far an operation has come, by its steps. It is on its way to live only once the publisher has signed off or the
 * last step has begun. A publish whose sign-off step waits for the publisher waits for a go-live, whatever its status
 * word: the service is known to report it as running.
 */
export function reachOf(steps: readonly Step[]): ObservedOperation['reach'] {
  const statusOf = (id: string) => steps.find((step) => spelling(step.id) === id || spelling(step.name) === id)?.status;
  const signOff = statusOf('publishersignoff');
  const live = statusOf('live');
  if (signOff === undefined && live === undefined) return 'unknown';
  if (signOff === 'complete' || BEGUN.has(live ?? '')) return 'live';
  return WAITING.has(signOff ?? '') ? 'sign-off' : 'preview';
}
