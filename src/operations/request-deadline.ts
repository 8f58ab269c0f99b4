import type { Actor } from '../domain/actor.ts';
import { parseDurationSeconds } from '../domain/duration.ts';
import type { FieldError } from '../domain/field-error.ts';
import { MAX_WAIT_SECONDS } from '../domain/go-live-request.ts';
import { after, type Instant, toRfc3339 } from '../domain/instant.ts';
import type { OperationStatus, OperationView } from '../domain/operation.ts';
import { readOperation } from './read-operation.ts';
import { sendWish, type WishPorts } from './send-wish.ts';

export type DeadlineRequested =
  | { kind: 'requested'; operation: OperationView }
  | { kind: 'not-found' }
  | { kind: 'ended'; status: OperationStatus }
  | { kind: 'invalid'; errors: FieldError[] };

/**
 * Gives a running operation another deadline. Asking twice for the same one is one change.
 * @param deadline RFC 3339, or an ISO 8601 duration from now, valid.
 */
export async function requestDeadline(
  id: string,
  deadline: string,
  by: Actor,
  ports: WishPorts,
): Promise<DeadlineRequested> {
  const before = await readOperation(id, ports);
  if (!before) return { kind: 'not-found' };
  if (before.phase === 'ended') return { kind: 'ended', status: before.status };
  const deadlineAt = instantOf(deadline, ports.now);
  const detail = whatIsWrong(deadlineAt, before, ports.now);
  if (detail !== undefined) return { kind: 'invalid', errors: [{ pointer: '/deadline', detail }] };
  const isSet = (shown: OperationView) => shown.deadline === toRfc3339(deadlineAt);
  if (isSet(before)) return { kind: 'requested', operation: before };

  const operation = await sendWish(id, { kind: 'deadline', by, deadlineAt }, isSet, ports);
  if (!operation) return { kind: 'not-found' };
  if (operation.phase === 'ended' && !isSet(operation)) return { kind: 'ended', status: operation.status };
  return { kind: 'requested', operation };
}

function instantOf(deadline: string, now: Instant): Instant {
  const seconds = parseDurationSeconds(deadline);
  return seconds === undefined ? Date.parse(deadline) : after(now, seconds);
}

function whatIsWrong(deadlineAt: Instant, { notBefore }: OperationView, now: Instant): string | undefined {
  if (deadlineAt <= now) return 'must be in the future';
  if (deadlineAt > after(now, MAX_WAIT_SECONDS)) return 'must be at most 366 days ahead';
  if (notBefore !== undefined && deadlineAt <= Date.parse(notBefore)) return `must be after notBefore, ${notBefore}`;
  return undefined;
}
