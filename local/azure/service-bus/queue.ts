import { createDuplicateWindow } from './duplicate-window.ts';
import { createMinHeap } from './min-heap.ts';
import type { QueueSettings } from './queue-settings.ts';
import type { MessageContent, Settlement, StoredMessage } from './stored-message.ts';

/** How a receiver takes messages: holding a lock on each, or for good. */
export type ReceiveMode = 'peekLock' | 'receiveAndDelete';

/** What came of settling; a message in a dead-letter queue cannot be dead-lettered again. */
export type SettleResult = 'settled' | 'lockLost' | 'notAllowed';

/** A queue's rules over its messages: no clock, no I/O, no random. Every call first lets `now` take effect. */
export interface Queue {
  readonly settings: QueueSettings;
  /** Adds a message; undefined when duplicate detection drops it. */
  enqueue(content: MessageContent, now: number): number | undefined;
  /** Takes over a message that another queue dead-lettered. */
  adopt(message: StoredMessage): void;
  receive(mode: ReceiveMode, now: number): StoredMessage | undefined;
  /** All of the deferred messages named, or undefined when one of them is not there to take. */
  receiveDeferred(sequenceNumbers: readonly number[], mode: ReceiveMode, now: number): StoredMessage[] | undefined;
  settle(token: string, settlement: Settlement, now: number): SettleResult;
  /** The lock's new end, or undefined when the lock is lost. */
  renewLock(token: string, now: number): number | undefined;
  /** Cancels all of the scheduled messages named; false, and none, when one of them is not scheduled. */
  cancelScheduled(sequenceNumbers: readonly number[], now: number): boolean;
  /** Messages in any state from a sequence number on, in order. */
  peek(fromSequenceNumber: number, now: number): StoredMessage[];
  advance(now: number): void;
  /** When `advance` has something to do next. */
  nextDueAt(): number | undefined;
}

/** Where a queue sends the messages it gives up. */
export type DeadLetter = (message: StoredMessage) => void;

interface Due {
  readonly at: number;
  readonly sequenceNumber: number;
}

/** Makes an empty queue; without `deadLetter` it is itself a dead-letter queue, which keeps everything. */
export function createQueue(settings: QueueSettings, newLockToken: () => string, deadLetter?: DeadLetter): Queue {
  const messages = new Map<number, StoredMessage>();
  const lockedBy = new Map<string, number>();
  // Both heaps may name messages that have moved on; what is popped is always checked against the message itself.
  const ready = createMinHeap<number>((a, b) => a < b);
  const due = createMinHeap<Due>((a, b) => a.at < b.at || (a.at === b.at && a.sequenceNumber < b.sequenceNumber));
  const isDuplicate = createDuplicateWindow(settings.duplicateDetectionWindowMs);
  let lastSequenceNumber = 0;

  function put(message: StoredMessage): StoredMessage {
    const { sequenceNumber } = message;
    messages.set(sequenceNumber, message);
    if (message.state === 'active' && !message.lock) ready.push(sequenceNumber);
    const at = dueAt(message);
    if (at < Number.POSITIVE_INFINITY) due.push({ at, sequenceNumber });
    return message;
  }

  function remove(message: StoredMessage): void {
    messages.delete(message.sequenceNumber);
    if (message.lock) lockedBy.delete(message.lock.token);
  }

  function activate(content: MessageContent, enqueuedAt: number): StoredMessage {
    lastSequenceNumber += 1;
    const timeToLiveMs = Math.min(
      content.timeToLiveMs ?? Number.POSITIVE_INFINITY,
      settings.defaultMessageTimeToLiveMs,
    );
    const expiresAt = enqueuedAt + timeToLiveMs;
    return { sequenceNumber: lastSequenceNumber, state: 'active', content, enqueuedAt, expiresAt, deliveryCount: 0 };
  }

  function giveUp(message: StoredMessage, properties: Readonly<Record<string, unknown>>): void {
    remove(message);
    const { lock: _, ...kept } = withProperties(message, properties);
    const expiresAt = Number.POSITIVE_INFINITY;
    deadLetter?.({ ...kept, state: 'active', expiresAt, deadLetterSource: settings.name });
  }

  function expire(message: StoredMessage): void {
    if (settings.deadLetteringOnMessageExpiration) {
      giveUp(message, deadLetterProperties('TTLExpiredException', 'The message expired and was dead lettered.'));
    } else {
      remove(message);
    }
  }

  /** Ends a lock: the message is free again, expired, or has failed too often. */
  function unlock(message: StoredMessage, now: number, failed: boolean): void {
    remove(message);
    const { lock: _, ...free } = message;
    const freed = { ...free, deliveryCount: message.deliveryCount + (failed ? 1 : 0) };
    if (deadLetter && freed.deliveryCount >= settings.maxDeliveryCount) {
      const description = `Message could not be consumed after ${settings.maxDeliveryCount} delivery attempts.`;
      giveUp(freed, deadLetterProperties('MaxDeliveryCountExceeded', description));
    } else if (freed.expiresAt <= now) {
      expire(freed);
    } else {
      put(freed);
    }
  }

  function advance(now: number): void {
    for (let next = due.peek(); next && next.at <= now; next = due.peek()) {
      due.pop();
      const message = messages.get(next.sequenceNumber);
      if (!message || dueAt(message) > now) continue;
      if (message.lock) {
        unlock(message, now, true);
      } else if (message.state === 'scheduled') {
        // As in Azure, it joins the end of the queue as if it had been sent at its time, under a new number.
        remove(message);
        put(activate(message.content, next.at));
      } else {
        expire(message);
      }
    }
  }

  function take(message: StoredMessage, mode: ReceiveMode, now: number): StoredMessage {
    if (mode === 'receiveAndDelete') {
      remove(message);
      return message;
    }
    const lock = { token: newLockToken(), until: now + settings.lockDurationMs };
    lockedBy.set(lock.token, message.sequenceNumber);
    return put({ ...message, lock });
  }

  function holding(token: string): StoredMessage | undefined {
    const sequenceNumber = lockedBy.get(token);
    return sequenceNumber === undefined ? undefined : messages.get(sequenceNumber);
  }

  /** Each of the messages named, if all of them are in the state wanted and nobody holds one. */
  function allFree(sequenceNumbers: readonly number[], state: StoredMessage['state']): StoredMessage[] | undefined {
    const found = [...new Set(sequenceNumbers)].map((sequenceNumber) => messages.get(sequenceNumber));
    const free = found
      .filter((message) => message !== undefined)
      .filter((message) => message.state === state && !message.lock);
    return free.length === found.length ? free : undefined;
  }

  return {
    settings,
    advance,
    enqueue(content, now) {
      advance(now);
      if (isDuplicate(content.messageId, now)) return undefined;
      const message = activate(content, now);
      const isScheduled = (content.scheduledFor ?? 0) > now;
      put(isScheduled ? { ...message, state: 'scheduled', expiresAt: Number.POSITIVE_INFINITY } : message);
      return message.sequenceNumber;
    },
    adopt(message) {
      put(message);
    },
    receive(mode, now) {
      advance(now);
      for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
        const message = messages.get(next);
        if (message && message.state === 'active' && !message.lock) return take(message, mode, now);
      }
      return undefined;
    },
    receiveDeferred(sequenceNumbers, mode, now) {
      advance(now);
      return allFree(sequenceNumbers, 'deferred')?.map((message) => take(message, mode, now));
    },
    settle(token, settlement, now) {
      advance(now);
      const message = holding(token);
      if (!message) return 'lockLost';
      switch (settlement.kind) {
        case 'complete':
          remove(message);
          break;
        case 'release':
          unlock(message, now, false);
          break;
        case 'abandon':
          unlock(withProperties(message, settlement.properties), now, true);
          break;
        case 'defer':
          unlock({ ...withProperties(message, settlement.properties), state: 'deferred' }, now, false);
          break;
        case 'deadLetter':
          if (!deadLetter) return 'notAllowed';
          giveUp(message, settlement.properties);
          break;
        default:
          settlement satisfies never;
      }
      return 'settled';
    },
    renewLock(token, now) {
      advance(now);
      const message = holding(token);
      if (!message) return undefined;
      const until = now + settings.lockDurationMs;
      put({ ...message, lock: { token, until } });
      return until;
    },
    cancelScheduled(sequenceNumbers, now) {
      advance(now);
      const scheduled = allFree(sequenceNumbers, 'scheduled');
      for (const message of scheduled ?? []) remove(message);
      return scheduled !== undefined;
    },
    peek(fromSequenceNumber, now) {
      advance(now);
      const found = [...messages.values()].filter(({ sequenceNumber }) => sequenceNumber >= fromSequenceNumber);
      return found.sort((a, b) => a.sequenceNumber - b.sequenceNumber);
    },
    nextDueAt() {
      for (let next = due.peek(); next; next = due.peek()) {
        const message = messages.get(next.sequenceNumber);
        if (message && dueAt(message) === next.at) return next.at;
        due.pop();
      }
      return undefined;
    },
  };
}

/** When time alone changes a message. A locked message does not expire before its lock ends. */
function dueAt(message: StoredMessage): number {
  if (message.lock) return message.lock.until;
  if (message.state === 'scheduled') return message.content.scheduledFor ?? Number.POSITIVE_INFINITY;
  return message.expiresAt;
}

function withProperties(message: StoredMessage, properties: Readonly<Record<string, unknown>>): StoredMessage {
  const { content } = message;
  return { ...message, content: { ...content, properties: { ...content.properties, ...properties } } };
}

/** The two application properties by which the service tells why it dead-lettered a message. */
export function deadLetterProperties(reason?: string, description?: string): Record<string, string> {
  return {
    ...(reason === undefined ? {} : { DeadLetterReason: reason }),
    ...(description === undefined ? {} : { DeadLetterErrorDescription: description }),
  };
}
