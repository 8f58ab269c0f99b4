import fc from 'fast-check';
import { createQueue, type Queue } from '../../service-bus/queue.ts';
import { queueSettings } from '../../service-bus/queue-settings.ts';
import type { Settlement, StoredMessage } from '../../service-bus/stored-message.ts';

const LOCK_MS = 20;

/** A receiver's view of a message that it took. */
interface Holding {
  readonly messageId: string;
  readonly token: string;
  until: number;
}

/** A queue, its dead-letter queue, and a ledger of what was sent, what ended, and which receiver holds what. */
class World {
  now = 0;
  readonly sent = new Set<string>();
  readonly ended = new Set<string>();
  readonly holdings = new Map<Queue, Holding[]>();
  readonly main: Queue;
  readonly deadLetters: Queue;

  constructor(duplicateDetectionWindowMs: number) {
    let tokens = 0;
    const newToken = () => `token-${++tokens}`;
    const settings = queueSettings({
      name: 'q',
      lockDurationMs: LOCK_MS,
      maxDeliveryCount: 3,
      deadLetteringOnMessageExpiration: true,
      duplicateDetectionWindowMs,
    });
    this.deadLetters = createQueue(settings, newToken);
    this.main = createQueue(settings, newToken, (message) => this.deadLetters.adopt(message));
    for (const queue of [this.main, this.deadLetters]) this.holdings.set(queue, []);
  }

  held(queue: Queue): Holding[] {
    return this.holdings.get(queue) ?? [];
  }

  /** Records a delivery; no other receiver may hold the message, and it must not have ended. */
  noteReceived(queue: Queue, { content, lock }: StoredMessage): void {
    const others = this.held(queue).filter(
      ({ messageId, until }) => messageId === content.messageId && until > this.now,
    );
    expect(others).toEqual([]);
    expect(this.ended).not.toContain(content.messageId);
    if (lock) this.held(queue).push({ messageId: content.messageId, ...lock });
    else this.ended.add(content.messageId);
  }

  settle(queue: Queue, pick: number, settlement: Settlement): void {
    const holdings = this.held(queue);
    const [holding] = holdings.length === 0 ? [] : holdings.splice(pick % holdings.length, 1);
    if (!holding) return;
    const result = queue.settle(holding.token, settlement, this.now);
    const isHeld = holding.until > this.now;
    const isAllowed = settlement.kind !== 'deadLetter' || queue !== this.deadLetters;
    expect(result).toBe(isHeld ? (isAllowed ? 'settled' : 'notAllowed') : 'lockLost');
    if (result === 'notAllowed') holdings.push(holding);
    if (result === 'settled' && settlement.kind === 'complete') this.ended.add(holding.messageId);
  }

  renew(queue: Queue, pick: number): void {
    const holding = this.held(queue)[pick % Math.max(this.held(queue).length, 1)];
    if (!holding) return;
    const until = queue.renewLock(holding.token, this.now);
    expect(until).toBe(holding.until > this.now ? this.now + LOCK_MS : undefined);
    if (until) holding.until = until;
  }

  /** Every message sent is in exactly one place: a queue, or ended. */
  checkNothingLost(): void {
    const places = [this.main, this.deadLetters].flatMap((queue) => queue.peek(0, this.now));
    const ids = [...places.map((message) => message.content.messageId), ...this.ended];
    expect(ids.sort()).toEqual([...this.sent].sort());
  }
}

type Step = (world: World) => void;

const queueOf = (isDeadLetter: boolean) => (world: World) => (isDeadLetter ? world.deadLetters : world.main);
const anyQueue = fc
  .oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
  .map(queueOf);
const anySettlement: fc.Arbitrary<Settlement> = fc.oneof(
  fc.constantFrom<Settlement>({ kind: 'complete' }, { kind: 'release' }),
  fc
    .constantFrom('abandon' as const, 'defer' as const, 'deadLetter' as const)
    .map((kind) => ({ kind, properties: {} })),
);
const anyMode = fc.constantFrom('peekLock' as const, 'peekLock' as const, 'receiveAndDelete' as const);

const send = fc
  .record({
    scheduledIn: fc.option(fc.nat(40), { nil: undefined }),
    timeToLiveMs: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  })
  .map(
    ({ scheduledIn, timeToLiveMs }): Step =>
      (world) => {
        const messageId = `m${world.sent.size}`;
        const scheduledFor = scheduledIn === undefined ? undefined : world.now + scheduledIn;
        const content = { messageId, properties: {}, payload: {}, scheduledFor, timeToLiveMs };
        expect(world.main.enqueue(content, world.now)).toBeDefined();
        world.sent.add(messageId);
      },
  );
const receive = fc.tuple(anyQueue, anyMode).map(
  ([queue, mode]): Step =>
    (world) => {
      const message = queue(world).receive(mode, world.now);
      if (message) world.noteReceived(queue(world), message);
    },
);
const receiveDeferred = fc.tuple(anyQueue, anyMode, fc.nat()).map(
  ([queue, mode, pick]): Step =>
    (world) => {
      const deferred = queue(world)
        .peek(0, world.now)
        .filter(({ state }) => state === 'deferred');
      const chosen = deferred[pick % Math.max(deferred.length, 1)];
      if (!chosen) return;
      const taken = queue(world).receiveDeferred([chosen.sequenceNumber], mode, world.now);
      expect(taken === undefined).toBe(chosen.lock !== undefined);
      for (const message of taken ?? []) world.noteReceived(queue(world), message);
    },
);
const settle = fc.tuple(anyQueue, fc.nat(), anySettlement).map(
  ([queue, pick, settlement]): Step =>
    (world) => {
      world.settle(queue(world), pick, settlement);
    },
);
const renew = fc.tuple(anyQueue, fc.nat()).map(
  ([queue, pick]): Step =>
    (world) =>
      world.renew(queue(world), pick),
);
const cancel = fc.nat().map(
  (pick): Step =>
    (world) => {
      const scheduled = world.main.peek(0, world.now).filter(({ state }) => state === 'scheduled');
      const chosen = scheduled[pick % Math.max(scheduled.length, 1)];
      if (!chosen) return;
      expect(world.main.cancelScheduled([chosen.sequenceNumber], world.now)).toBe(true);
      world.ended.add(chosen.content.messageId);
    },
);
const wait = fc.nat(30).map(
  (ms): Step =>
    (world) => {
      world.now += ms;
    },
);

describe('a queue, whatever the order of operations and expiries', () => {
  const steps = fc.array(fc.oneof(send, receive, receiveDeferred, settle, renew, cancel, wait), { maxLength: 120 });

  test.each([0, 1000])(
    'loses no message and gives none to two holders at once (duplicate window %d ms)',
    (windowMs) => {
      fc.assert(
        fc.property(steps, (sequence) => {
          const world = new World(windowMs);
          for (const step of sequence) {
            step(world);
            world.checkNothingLost();
          }
        }),
        { numRuns: 150 },
      );
    },
  );

  test('names the next moment at which time changes it', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        // Prepare
        const world = new World(0);
        for (const step of sequence) step(world);
        world.main.advance(world.now);

        // Act
        const dueAt = world.main.nextDueAt() ?? world.now + 1000;
        const before = world.main.peek(0, world.now);

        // Assess
        expect(dueAt).toBeGreaterThan(world.now);
        expect(world.main.peek(0, dueAt - 1)).toEqual(before);
        if (world.main.nextDueAt() !== undefined) expect(world.main.peek(0, dueAt)).not.toEqual(before);
      }),
      { numRuns: 150 },
    );
  });
});
