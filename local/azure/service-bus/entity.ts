import type { Queue, ReceiveMode } from './queue.ts';
import type { StoredMessage } from './stored-message.ts';

/** A link that receives messages as they arrive. */
export interface Consumer {
  readonly mode: ReceiveMode;
  isGone(): boolean;
  hasRoom(): boolean;
  deliver(message: StoredMessage): void;
}

/** A running queue: it hands messages to its consumers and applies locks, schedules and expiry as time passes. */
export interface Entity {
  readonly queue: Queue;
  readonly now: () => number;
  addConsumer(consumer: Consumer): void;
  /** To be called after every change of the queue or of a consumer's room. */
  changed(): void;
  stop(): void;
}

// setTimeout cannot wait longer than 24.8 days; an extra wake-up costs nothing.
const MAX_WAIT_MS = 3_600_000;

/** Starts a queue. */
export function createEntity(queue: Queue, now: () => number): Entity {
  let consumers: Consumer[] = [];
  let timer: NodeJS.Timeout | undefined;
  let wakesAt: number | undefined;
  let isStopped = false;

  /** The next consumer with free capacity; it then goes to the end of the line. */
  function nextConsumer(): Consumer | undefined {
    if (consumers.some((consumer) => consumer.isGone())) consumers = consumers.filter((consumer) => !consumer.isGone());
    const index = consumers.findIndex((consumer) => consumer.hasRoom());
    const [consumer] = index < 0 ? [] : consumers.splice(index, 1);
    if (consumer) consumers.push(consumer);
    return consumer;
  }

  function handOut(): void {
    for (let consumer = nextConsumer(); consumer; consumer = nextConsumer()) {
      const message = queue.receive(consumer.mode, now());
      if (!message) return;
      consumer.deliver(message);
    }
  }

  function setAlarm(): void {
    const dueAt = queue.nextDueAt();
    if (dueAt === wakesAt) return;
    clearTimeout(timer);
    wakesAt = dueAt;
    if (dueAt === undefined || isStopped) return;
    const waitMs = Math.min(Math.max(dueAt - now(), 1), MAX_WAIT_MS);
    timer = setTimeout(() => {
      wakesAt = undefined;
      queue.advance(now());
      changed();
    }, waitMs);
  }

  function changed(): void {
    if (isStopped) return;
    handOut();
    setAlarm();
  }

  return {
    queue,
    now,
    changed,
    addConsumer: (consumer) => {
      consumers.push(consumer);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
