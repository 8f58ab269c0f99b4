import type { Actor } from '../domain/actor.ts';
import { after } from '../domain/instant.ts';
import { LOOK_WISH_SECONDS } from '../domain/look-now.ts';
import type { OperationStatus, OperationView } from '../domain/operation.ts';
import type { Phase } from '../domain/phase.ts';
import { readOperation } from './read-operation.ts';
import { sendWish, type WishPorts } from './send-wish.ts';

export type LookRequested =
  | { kind: 'requested'; operation: OperationView }
  | { kind: 'not-found' }
  | { kind: 'ended'; status: OperationStatus }
  /** The operation waits for a date, for people or for the answer to a POST. */
  | { kind: 'nothing-to-look-at'; phase: Phase }
  /** The previous wish is less than a minute old. */
  | { kind: 'too-soon'; retryAfterSeconds: number };

/** Makes a running operation look at the marketplace now; the answer waits up to two seconds for that look. */
export async function requestLook(
  id: string,
  { by, reason }: { by: Actor; reason?: string },
  ports: WishPorts,
): Promise<LookRequested> {
  const before = await readOperation(id, ports);
  if (!before) return { kind: 'not-found' };
  if (before.phase === 'ended') return { kind: 'ended', status: before.status };
  if (before.nextCheckAt === undefined) return { kind: 'nothing-to-look-at', phase: before.phase };
  const retryAfterSeconds = secondsToWait(before, ports.now);
  if (retryAfterSeconds > 0) return { kind: 'too-soon', retryAfterSeconds };

  const hasLooked = ({ look, checks }: OperationView) =>
    look?.requestedAt !== before.look?.requestedAt && checks > before.checks;
  const operation = await sendWish(id, { kind: 'look', by, reason }, hasLooked, ports);
  return operation ? { kind: 'requested', operation } : { kind: 'not-found' };
}

function secondsToWait({ look }: OperationView, now: number): number {
  if (!look) return 0;
  return Math.ceil((after(Date.parse(look.requestedAt), LOOK_WISH_SECONDS) - now) / 1000);
}
