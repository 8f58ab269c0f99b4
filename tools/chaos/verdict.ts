import type { OperationView } from '../../src/domain/operation.ts';
import { namesOf, type SeenEvent } from '../stack/client.ts';
import type { Plan } from './offers.ts';

/** The outcome of one acknowledged operation. */
export interface Fate {
  plan: Plan;
  id: string;
  /** Absent when it did not end in time. */
  operation?: OperationView;
  /** In the order of their arrival. */
  events: SeenEvent[];
  posts: number;
  accepted: number;
  /** POSTs after the one that was accepted: the marketplace refused them, but they should not have been sent. */
  postsAfterwards: number;
}

const LAST = ['succeeded', 'failed', 'canceled'];

/** The violated invariants, in words; empty when everything is right. */
export function wrongWith(fate: Fate): string[] {
  const { plan, operation, events, accepted, postsAfterwards } = fate;
  if (!operation) return ['it did not end'];
  const wrong: string[] = [];
  const { status, error, sequence } = operation;
  if (accepted > 1) wrong.push(`it was accepted ${accepted} times`);
  if (postsAfterwards > 0) wrong.push(`it was posted ${postsAfterwards} times more after it was accepted`);
  if (status === 'Succeeded' && accepted !== 1) wrong.push(`it succeeded and was accepted ${accepted} times`);
  if (!isToBeExpected(fate, operation) && !gaveUp(fate)) {
    const refused = plan.refusedAs === undefined ? '' : ` (${plan.refusedAs})`;
    wrong.push(`it ended ${status} (${error?.code}: ${error?.message}); ${plan.end}${refused} was to be expected`);
  }

  const firsts = events.filter(({ id }, index) => events.findIndex((event) => event.id === id) === index);
  const numbers = firsts.map((event) => event.sequence);
  const expected = Array.from({ length: sequence }, (_, index) => index + 1);
  if (numbers.join() !== expected.join()) wrong.push(`its events came as ${numbers.join()}; 1 to ${sequence} is right`);
  const names = namesOf(firsts);
  if (!LAST.includes(names.at(-1) ?? '')) wrong.push(`its last event is ${names.at(-1)}`);
  if (names.filter((name) => LAST.includes(name)).length > 1) wrong.push(`its events tell two ends: ${names.join()}`);
  const told = new Map(firsts.map(({ id, type }) => [id, type]));
  const changed = events.find(({ id, type }) => told.get(id) !== type);
  if (changed) wrong.push(`event ${changed.id} came as ${told.get(changed.id)} and as ${changed.type}`);
  return wrong;
}

function isToBeExpected({ plan, accepted }: Fate, operation: OperationView): boolean {
  const { status, error } = operation;
  if (plan.end === 'Canceled' && status === 'Succeeded') return couldNotBeCanceled(plan, operation);
  if (status !== plan.end) return false;
  if (plan.refusedAs !== undefined) return error?.code === plan.refusedAs && accepted === 0;
  return status !== 'Failed' || accepted > 0;
}

/**
 * At Product Ingestion only a known job can be canceled; without one the cancel comes too late or is refused at once.
 */
function couldNotBeCanceled({ api }: Plan, { cancellation, marketplace }: OperationView): boolean {
  return api === 'product-ingestion' && (cancellation?.state === 'tooLate' || marketplace?.cancelable === false);
}

/**
 * The second code appears when the last of three jobs met a conflict: an operation that joins or queues fails with it
 * only then.
 */
const GIVING_UP = ['MarketplaceFailed', 'OperationConflict'];

/**
 * Whether the operation rightly gave up: each of its three POSTs was killed or answered with a job that accepted
 * nothing, and its error is retryable. Anything that was accepted belongs to the offer's other operation.
 */
export function gaveUp({ operation, plan, accepted }: Fate): boolean {
  if (operation?.status !== 'Failed' || operation.marketplace !== undefined || accepted > plan.requests - 1)
    return false;
  const { error } = operation;
  return error?.retryable === true && GIVING_UP.includes(error.code);
}
