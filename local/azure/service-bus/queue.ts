import { createDuplicateWindow } from './duplicate-window.ts';
import { createMessageStore } from './message-store.ts';
import type { QueueSettings } from './queue-settings.ts';
import {
  deadLetterProperties,
  type MessageContent,
  type Settlement,
  type StoredMessage,
  withProperties,
} from './stored-message.ts';

/** How a receiver takes messages: under a lock, or by removing them at once. */
export type ReceiveMode = 'peekLock' | 'receiveAndDelete';

/** The result of settling; a message in a dead-letter queue cannot be dead-lettered again. */
export type SettleResult = 'settled' | 'lockLost' | 'notAllowed';

/** A queue's rules as pure logic: no clock, no I/O, no randomness. Every call first applies what is due at `now`. */
export interface Queue {
  readonly settings: QueueSettings;
  /** Adds a message; undefined when duplicate detection drops it. */
  enqueue(content: MessageContent, now: number): number | undefined;
  /** Takes over a message that another queue has dead-lettered. */
  adopt(message: StoredMessage): void;
  receive(mode: ReceiveMode, now: number): StoredMessage | undefined;
  /** All the named deferred messages, or undefined when any of them is unavailable. */
  receiveDeferred(sequenceNumbers: readonly number[], mode: ReceiveMode, now: number): StoredMessage[] | undefined;
  settle(token: string, settlement: Settlement, now: number): SettleResult;
  /** The lock's new end, or undefined when the lock is lost. */
  renewLock(token: string, now: number): number | undefined;
  /** Cancels all the named scheduled messages; returns false and cancels none when any of them is not scheduled. */
  cancelScheduled(sequenceNumbers: readonly number[], now: number): boolean;
  /** Messages in any state from a sequence number on, in order. */
  peek(fromSequenceNumber: number, now: number): StoredMessage[];
  advance(now: number): void;
  /** The next time at which `advance` has something to do. */
  nextDueAt(): number | undefined;
}

/** Receives the messages that a queue gives up. */
export type DeadLetter = (message: StoredMessage) => void;

/** Creates an empty queue. Without `deadLetter` it is a dead-letter queue itself and keeps everything. */
export function createQueue(settings: QueueSettings, newLockToken: () => string, deadLetter?: DeadLetter): Queue {
  const store = createMessageStore();
  const isDuplicate = createDuplicateWindow(settings.duplicateDetectionWindowMs);
  let lastSequenceNumber = 0;

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
    store.remove(message);
    const { lock: _, ...kept } = withProperties(message, properties);
    const expiresAt = Number.POSITIVE_INFINITY;
    deadLetter?.({ ...kept, state: 'active', expiresAt, deadLetterSource: settings.name });
  }

  function expire(message: StoredMessage): void {
    if (settings.deadLetteringOnMessageExpiration) {
      giveUp(message, deadLetterProperties('TTLExpiredException', 'The message expired and was dead lettered.'));
    } else {
      store.remove(message);
    }
  }

  /** Ends a lock: the message becomes ready again, expires, or has failed too often. */
  function unlock(message: StoredMessage, now: number, failed: boolean): void {
    store.remove(message);
    const { lock: _, ...free } = message;
    const freed = { ...free, deliveryCount: message.deliveryCount + (failed ? 1 : 0) };
    if (deadLetter && freed.deliveryCount >= settings.maxDeliveryCount) {
      const description = `Message could not be consumed after ${settings.maxDeliveryCount} delivery attempts.`;
      giveUp(freed, deadLetterProperties('MaxDeliveryCountExceeded', description));
    } else if (freed.expiresAt <= now) {
      expire(freed);
    } else {
      store.put(freed);
    }
  }

  function advance(now: number): void {
    for (let message = store.firstDue(now); message; message = store.firstDue(now)) {
      if (message.lock) {
        unlock(message, now, true);
      } else if (message.state === 'scheduled') {
        // As in Azure, it gets a new number at the end of the queue, as if it had been sent at its scheduled time.
        store.remove(message);
        store.put(activate(message.content, message.content.scheduledFor ?? now));
      } else {
        expire(message);
      }
    }
  }

  function take(message: StoredMessage, mode: ReceiveMode, now: number): StoredMessage {
    if (mode === 'receiveAndDelete') {
      store.remove(message);
      return message;
    }
    const locked = { ...message, lock: { token: newLockToken(), until: now + settings.lockDurationMs } };
    store.put(locked);
    return locked;
  }

  return {
    settings,
    advance,
    nextDueAt: () => store.nextDueAt(),
    enqueue(content, now) {
      advance(now);
      if (isDuplicate(content.messageId, now)) return undefined;
      const message = activate(content, now);
      const isScheduled = (content.scheduledFor ?? 0) > now;
      store.put(isScheduled ? { ...message, state: 'scheduled', expiresAt: Number.POSITIVE_INFINITY } : message);
      return message.sequenceNumber;
    },
    adopt(message) {
      store.put(message);
    },
    receive(mode, now) {
      advance(now);
      const message = store.firstReady();
      return message && take(message, mode, now);
    },
    receiveDeferred(sequenceNumbers, mode, now) {
      advance(now);
      return store.allFree(sequenceNumbers, 'deferred')?.map((message) => take(message, mode, now));
    },
    settle(token, settlement, now) {
      advance(now);
      const message = store.heldBy(token);
      if (!message) return 'lockLost';
      switch (settlement.kind) {
        case 'complete':
          store.remove(message);
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
      const message = store.heldBy(token);
      if (!message) return undefined;
      const until = now + settings.lockDurationMs;
      store.put({ ...message, lock: { token, until } });
      return until;
    },
    cancelScheduled(sequenceNumbers, now) {
      advance(now);
      const scheduled = store.allFree(sequenceNumbers, 'scheduled');
      for (const message of scheduled ?? []) store.remove(message);
      return scheduled !== undefined;
    },
    peek(fromSequenceNumber, now) {
      advance(now);
      return store.from(fromSequenceNumber);
    },
  };
}
