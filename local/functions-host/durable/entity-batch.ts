import type { EntityRequest } from './entity-request.ts';
import type { Message } from './inbox.ts';

type Operation = Extract<EntityRequest, { kind: 'operation' }>;
export type LockRequest = Extract<EntityRequest, { kind: 'lock' }>;

/** What an entity takes in at once: operations, then perhaps a lock that changes hands. */
export interface EntityBatch {
  consumed: number[];
  operations: Operation[];
  /** The lock goes to this request's orchestration, after the operations. */
  grant?: LockRequest;
  /** The lock becomes free, after the operations. */
  isReleased: boolean;
}

/**
 * Picks what an entity does next. While its lock is held, only the holder's messages are taken and the others stay;
 * a batch ends where the lock changes hands, because that changes who may come.
 */
export function nextBatch(messages: Message<EntityRequest>[], lockedBy: string | null): EntityBatch {
  const batch: EntityBatch = { consumed: [], operations: [], isReleased: false };
  for (const { position, body } of messages) {
    if (lockedBy !== null && body.parent?.instanceId !== lockedBy) continue;
    batch.consumed.push(position);
    switch (body.kind) {
      case 'operation':
        batch.operations.push(body);
        break;
      case 'lock':
        return { ...batch, grant: body };
      case 'release':
        return { ...batch, isReleased: true };
      default:
        body satisfies never;
    }
  }
  return batch;
}
