import { createMinHeap } from './min-heap.ts';
import type { StoredMessage } from './stored-message.ts';

/** A queue's messages, indexed by number, by lock, by readiness and by due time. */
export interface MessageStore {
  /** Adds a message, or replaces the one with its number. */
  put(message: StoredMessage): void;
  remove(message: StoredMessage): void;
  /** The message that a lock holds. */
  heldBy(token: string): StoredMessage | undefined;
  /** The first message that is there to be received. */
  firstReady(): StoredMessage | undefined;
  /** The next message that the passing of time changes, if that time has come. */
  firstDue(now: number): StoredMessage | undefined;
  nextDueAt(): number | undefined;
  /** All the named messages, if every one of them is in the wanted state and unlocked. */
  allFree(sequenceNumbers: readonly number[], state: StoredMessage['state']): StoredMessage[] | undefined;
  /** All messages from a number on, in order. */
  from(sequenceNumber: number): StoredMessage[];
}

interface Due {
  readonly at: number;
  readonly sequenceNumber: number;
}

/** When time alone changes a message; Infinity for never. A locked message does not expire before its lock ends. */
export function dueAt(message: StoredMessage): number {
  if (message.lock) return message.lock.until;
  if (message.state === 'scheduled') return message.content.scheduledFor ?? Number.POSITIVE_INFINITY;
  return message.expiresAt;
}

/** Makes an empty store. */
export function createMessageStore(): MessageStore {
  const messages = new Map<number, StoredMessage>();
  const numberByLock = new Map<string, number>();
  // Entries stay when their message moves on; each is checked against the message itself before it counts.
  const ready = createMinHeap<number>((a, b) => a < b);
  const due = createMinHeap<Due>((a, b) => a.at < b.at || (a.at === b.at && a.sequenceNumber < b.sequenceNumber));

  function isReady(message: StoredMessage | undefined): message is StoredMessage {
    return message?.state === 'active' && !message.lock;
  }

  /** The first valid entry of the due heap; outdated entries before it are dropped. */
  function headOfDue(): StoredMessage | undefined {
    for (let next = due.peek(); next; next = due.peek()) {
      const message = messages.get(next.sequenceNumber);
      if (message && dueAt(message) === next.at) return message;
      due.pop();
    }
    return undefined;
  }

  return {
    put(message) {
      const { sequenceNumber } = message;
      messages.set(sequenceNumber, message);
      if (message.lock) numberByLock.set(message.lock.token, sequenceNumber);
      if (isReady(message)) ready.push(sequenceNumber);
      const at = dueAt(message);
      if (at < Number.POSITIVE_INFINITY) due.push({ at, sequenceNumber });
    },
    remove(message) {
      messages.delete(message.sequenceNumber);
      if (message.lock) numberByLock.delete(message.lock.token);
    },
    heldBy(token) {
      const sequenceNumber = numberByLock.get(token);
      return sequenceNumber === undefined ? undefined : messages.get(sequenceNumber);
    },
    firstReady() {
      for (let next = ready.peek(); next !== undefined; next = ready.peek()) {
        const message = messages.get(next);
        if (isReady(message)) return message;
        ready.pop();
      }
      return undefined;
    },
    firstDue(now) {
      const message = headOfDue();
      return message && dueAt(message) <= now ? message : undefined;
    },
    nextDueAt() {
      const message = headOfDue();
      return message && dueAt(message);
    },
    allFree(sequenceNumbers, state) {
      const named = [...new Set(sequenceNumbers)].map((sequenceNumber) => messages.get(sequenceNumber));
      const free = named.filter((message) => message !== undefined && message.state === state && !message.lock);
      return free.length === named.length ? free.filter((message) => message !== undefined) : undefined;
    },
    from(first) {
      const found = [...messages.values()].filter(({ sequenceNumber }) => sequenceNumber >= first);
      return found.sort((a, b) => a.sequenceNumber - b.sequenceNumber);
    },
  };
}
