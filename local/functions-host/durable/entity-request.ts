import type { Decision } from './decision.ts';

/** Message to an entity: an operation, a request for its lock, or the lock's release. */
export type EntityRequest =
  | {
      kind: 'operation';
      id: string;
      op: string;
      signal: boolean;
      /** JSON text. */
      input: string | null;
      /** Who gets the answer. */
      parent?: { instanceId: string; executionId: string };
    }
  | {
      kind: 'lock';
      id: string;
      parent: { instanceId: string; executionId: string };
      lockSet: string[];
      /** Which of the set is asked now: an entity that grants its lock passes the request on to the next. */
      position: number;
    }
  | { kind: 'release'; id: string; parent: { instanceId: string; executionId: string } };

/** Id under which an entity's messages are kept: its name has no case. */
export function schedulerId({ name, key }: { name: string; key: string }): string {
  return `@${name.toLowerCase()}@${key}`;
}

/** The entity that a scheduler id names. */
export function entityOf(id: string): { name: string; key: string } {
  const at = id.indexOf('@', 1);
  return { name: id.slice(1, at), key: id.slice(at + 1) };
}

interface Sender {
  instanceId: string;
  executionId: string;
}

type Send<Body> = Extract<Decision, { kind: 'send' }> & { body: Body };

const parentOf = ({ instanceId, executionId }: Sender) => ({ instanceId, executionId });

/** A call or a signal. Its id follows from the sequence number, so that a replay makes the same one. */
export function operationRequest(
  sender: Sender,
  id: number,
  action: { instanceId: string; operation: string; input?: unknown },
  signal: boolean,
): Send<{ id: string }> {
  const body: EntityRequest = {
    kind: 'operation',
    id: `${sender.executionId}:${id}`,
    op: action.operation,
    signal,
    input: JSON.stringify(action.input) ?? null,
    ...(!signal && { parent: parentOf(sender) }),
  };
  return { kind: 'send', id, to: schedulerId(entityOf(action.instanceId)), name: 'op', body };
}

export function lockRequest(sender: Sender, id: number, requestId: string, lockSet: string[]): Decision {
  const body: EntityRequest = { kind: 'lock', id: requestId, parent: parentOf(sender), lockSet, position: 0 };
  return { kind: 'send', id, to: lockSet[0] ?? '', name: 'op', body };
}

export function releaseRequest(sender: Sender, id: number, to: string): Decision {
  const body: EntityRequest = { kind: 'release', id: `${sender.executionId}:${id}`, parent: parentOf(sender) };
  return { kind: 'send', id, to, name: 'release', body };
}
