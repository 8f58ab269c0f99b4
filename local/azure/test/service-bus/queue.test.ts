import { createQueue, type Queue } from '../../service-bus/queue.ts';
import { type QueueOptions, queueSettings } from '../../service-bus/queue-settings.ts';
import type { MessageContent, StoredMessage } from '../../service-bus/stored-message.ts';

function content(messageId: string, more: Partial<MessageContent> = {}): MessageContent {
  return { messageId, properties: {}, payload: {}, ...more };
}

/** A queue with a lock of 100 ms, and the messages that it dead-lettered. */
function makeQueue(options: Omit<QueueOptions, 'name'> = {}): { queue: Queue; deadLetters: StoredMessage[] } {
  const deadLetters: StoredMessage[] = [];
  let tokens = 0;
  const settings = queueSettings({ name: 'orders', lockDurationMs: 100, ...options });
  const queue = createQueue(
    settings,
    () => `token-${++tokens}`,
    (message) => deadLetters.push(message),
  );
  return { queue, deadLetters };
}

/** Receives a message and returns its lock token. */
function lock(queue: Queue, now: number): string {
  const token = queue.receive('peekLock', now)?.lock?.token;
  if (!token) throw new Error(`Nothing to receive at ${now}; wanted a message.`);
  return token;
}

describe('a queue', () => {
  test('hands out messages in the order in which they were sent, each to one receiver', () => {
    // Prepare
    const { queue } = makeQueue();
    for (const id of ['a', 'b']) queue.enqueue(content(id), 0);

    // Act
    const received = [1, 2, 3].map((now) => queue.receive('peekLock', now)?.content.messageId);

    // Assess
    expect(received).toEqual(['a', 'b', undefined]);
  });

  test('puts an abandoned message back at its place, with the properties given and one more failed delivery', () => {
    // Prepare
    const { queue } = makeQueue();
    for (const id of ['a', 'b']) queue.enqueue(content(id, { properties: { kept: 1, changed: 1 } }), 0);

    // Act
    queue.settle(lock(queue, 1), { kind: 'abandon', properties: { changed: 2 } }, 2);
    const again = queue.receive('peekLock', 3);

    // Assess
    expect(again).toMatchObject({ deliveryCount: 1, content: { messageId: 'a', properties: { kept: 1, changed: 2 } } });
  });

  test('does not count a released delivery', () => {
    // Prepare
    const { queue } = makeQueue();
    queue.enqueue(content('a'), 0);

    // Act
    queue.settle(lock(queue, 1), { kind: 'release' }, 2);

    // Assess
    expect(queue.receive('peekLock', 3)?.deliveryCount).toBe(0);
  });

  test('gives a message to the next receiver when its lock ends, and refuses the late decision', () => {
    // Prepare
    const { queue } = makeQueue();
    queue.enqueue(content('a'), 0);
    const late = lock(queue, 0);

    // Act
    const before = queue.receive('peekLock', 99);
    const after = queue.receive('peekLock', 100);
    const settled = queue.settle(late, { kind: 'complete' }, 101);

    // Assess
    expect(before).toBeUndefined();
    expect(after?.deliveryCount).toBe(1);
    expect(settled).toBe('lockLost');
    expect(queue.renewLock(late, 101)).toBeUndefined();
  });

  test('keeps a renewed lock until its new end', () => {
    // Prepare
    const { queue } = makeQueue();
    queue.enqueue(content('a'), 0);
    const token = lock(queue, 0);

    // Act
    const until = queue.renewLock(token, 90);

    // Assess
    expect(until).toBe(190);
    expect(queue.nextDueAt()).toBe(190);
    expect(queue.receive('peekLock', 189)).toBeUndefined();
    expect(queue.receive('peekLock', 190)).toBeDefined();
  });

  test('dead-letters a message whose deliveries failed too often, by a decision or by a lock that ended', () => {
    // Prepare
    const { queue, deadLetters } = makeQueue({ maxDeliveryCount: 2 });
    queue.enqueue(content('a'), 0);

    // Act
    queue.settle(lock(queue, 0), { kind: 'abandon', properties: {} }, 1);
    lock(queue, 1);
    queue.advance(101);

    // Assess
    expect(queue.receive('peekLock', 102)).toBeUndefined();
    expect(deadLetters).toHaveLength(1);
    expect(deadLetters[0]).toMatchObject({
      deliveryCount: 2,
      deadLetterSource: 'orders',
      content: {
        properties: {
          DeadLetterReason: 'MaxDeliveryCountExceeded',
          DeadLetterErrorDescription: 'Message could not be consumed after 2 delivery attempts.',
        },
      },
    });
  });

  test('hands out a deferred message by its number only, and keeps it deferred when it is abandoned', () => {
    // Prepare
    const { queue } = makeQueue();
    const number = queue.enqueue(content('a'), 0) ?? 0;
    queue.settle(lock(queue, 0), { kind: 'defer', properties: {} }, 1);

    // Act
    const plain = queue.receive('peekLock', 2);
    const [deferred] = queue.receiveDeferred([number], 'peekLock', 2) ?? [];
    const twice = queue.receiveDeferred([number], 'peekLock', 3);
    queue.settle(deferred?.lock?.token ?? '', { kind: 'abandon', properties: {} }, 4);

    // Assess
    expect(plain).toBeUndefined();
    expect(twice).toBeUndefined();
    expect(queue.receive('peekLock', 5)).toBeUndefined();
    expect(queue.receiveDeferred([number], 'peekLock', 5)?.[0]?.deliveryCount).toBe(1);
  });

  test('takes all of the deferred messages named or none', () => {
    // Prepare
    const { queue } = makeQueue();
    const number = queue.enqueue(content('a'), 0) ?? 0;
    queue.settle(lock(queue, 0), { kind: 'defer', properties: {} }, 1);

    // Act
    const found = queue.receiveDeferred([number, 99], 'peekLock', 2);

    // Assess
    expect(found).toBeUndefined();
    expect(queue.receiveDeferred([number], 'peekLock', 2)).toHaveLength(1);
  });

  test('enqueues scheduled messages at their time, in their order, under new numbers', () => {
    // Prepare
    const { queue } = makeQueue();
    for (const id of ['a', 'b']) queue.enqueue(content(id, { scheduledFor: 50, timeToLiveMs: 60 }), 0);
    queue.enqueue(content('now'), 10);

    // Act
    const early = [queue.receive('peekLock', 49), queue.receive('peekLock', 49)];
    const due = [queue.receive('peekLock', 50), queue.receive('peekLock', 50)];

    // Assess
    expect(early.map((message) => message?.content.messageId)).toEqual(['now', undefined]);
    expect(due.map((message) => message?.content.messageId)).toEqual(['a', 'b']);
    expect(due[0]).toMatchObject({ sequenceNumber: 4, enqueuedAt: 50, expiresAt: 110 });
  });

  test('cancels scheduled messages, and only scheduled ones', () => {
    // Prepare
    const { queue } = makeQueue();
    const scheduled = queue.enqueue(content('a', { scheduledFor: 50 }), 0) ?? 0;
    const active = queue.enqueue(content('b'), 0) ?? 0;

    // Act
    const both = queue.cancelScheduled([scheduled, active], 1);
    const one = queue.cancelScheduled([scheduled], 1);
    const again = queue.cancelScheduled([scheduled], 1);

    // Assess
    expect([both, one, again]).toEqual([false, true, false]);
    expect(queue.peek(0, 60).map((message) => message.content.messageId)).toEqual(['b']);
  });

  test.each([
    { deadLettering: true, reason: ['TTLExpiredException'] },
    { deadLettering: false, reason: [] },
  ])('ends an expired message; dead-lettered: $deadLettering', ({ deadLettering, reason }) => {
    // Prepare
    const { queue, deadLetters } = makeQueue({
      defaultMessageTimeToLiveMs: 50,
      deadLetteringOnMessageExpiration: deadLettering,
    });
    queue.enqueue(content('a', { timeToLiveMs: 1000 }), 0);

    // Act
    const dueAt = queue.nextDueAt();
    queue.advance(50);

    // Assess
    expect(dueAt).toBe(50);
    expect(queue.peek(0, 50)).toEqual([]);
    expect(deadLetters.map(({ content: { properties } }) => properties['DeadLetterReason'])).toEqual(reason);
  });

  test('lets the holder complete a message that expires while it is locked', () => {
    // Prepare
    const { queue, deadLetters } = makeQueue({ deadLetteringOnMessageExpiration: true });
    for (const id of ['held', 'given back']) queue.enqueue(content(id, { timeToLiveMs: 50 }), 0);
    const [held, givenBack] = [lock(queue, 0), lock(queue, 0)];

    // Act
    const completed = queue.settle(held, { kind: 'complete' }, 60);
    queue.settle(givenBack, { kind: 'abandon', properties: {} }, 60);

    // Assess
    expect(completed).toBe('settled');
    expect(queue.peek(0, 61)).toEqual([]);
    expect(deadLetters.map((message) => message.content.messageId)).toEqual(['given back']);
  });

  test('drops a repeated message id inside the window, and only if asked to', () => {
    // Prepare
    const { queue } = makeQueue({ duplicateDetectionWindowMs: 100 });
    const { queue: plain } = makeQueue();
    const send = (to: Queue) => [0, 99, 100].map((now) => to.enqueue(content('a'), now) !== undefined);

    // Act
    const results = [send(queue), send(plain)];

    // Assess
    expect(results).toEqual([
      [true, false, true],
      [true, true, true],
    ]);
  });

  test('does not dead-letter out of a dead-letter queue, and never gives a message up there', () => {
    // Prepare
    const { queue, deadLetters } = makeQueue({ maxDeliveryCount: 1, defaultMessageTimeToLiveMs: 10 });
    const end = createQueue(queue.settings, () => `${Math.random()}`);
    queue.enqueue(content('a'), 0);
    queue.settle(lock(queue, 0), { kind: 'deadLetter', properties: {} }, 1);
    for (const message of deadLetters) end.adopt(message);

    // Act
    const again = end.settle(lock(end, 2), { kind: 'deadLetter', properties: {} }, 3);
    end.advance(1000);

    // Assess
    expect(again).toBe('notAllowed');
    expect(end.receive('receiveAndDelete', 1000)?.deliveryCount).toBe(1);
    expect(end.receive('receiveAndDelete', 1000)).toBeUndefined();
  });

  test.each([
    { name: '' },
    { name: 'a b' },
    { name: 'a', lockDurationMs: 0 },
    { name: 'a', maxDeliveryCount: Number.NaN },
  ])('refuses settings that make no sense: %j', (options) => {
    expect(() => queueSettings(options)).toThrow(/wanted/);
  });
});
