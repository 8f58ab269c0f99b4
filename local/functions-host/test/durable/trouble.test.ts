import * as df from 'durable-functions';
import { readTrouble } from '../../durable/trouble.ts';
import type { App } from './in-process-app.ts';
import { closeHubs, testHub } from './test-hub.ts';

afterEach(async () => {
  delete process.env['LOCAL_DURABLE_TROUBLE'];
  await closeHubs();
});

test('what a host held stands still after the next start, if asked for, and new work goes on', async () => {
  // Prepare
  let isHeld = false;
  const app: App = {
    orchestrations: {
      *held(context) {
        return yield context.df.callActivity('hold');
      },
      // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
      *quick() {
        return 'quick';
      },
    },
    activities: {
      hold() {
        if (isHeld) return 'held';
        isHeld = true;
        return new Promise(() => {});
      },
    },
  };
  const hub = testHub(app);
  await hub.start('held', 'h');
  await hub.until('h', () => isHeld);

  // Act
  const startedAt = Date.now();
  process.env['LOCAL_DURABLE_TROUBLE'] = 'stand-still=1.5';
  const next = hub.crashAndReopen();
  await next.start('quick', 'q');
  await next.ended('q');
  const whileStandingStill = await next.status('h');
  const { output } = await next.ended('h');

  // Assess
  expect(whileStandingStill.runtimeStatus).toBe('Running');
  expect(output).toBe('held');
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_500);
});

test('requests to entities arrive in another order, if asked for', async () => {
  // Prepare
  const order: unknown[] = [];
  const app: App = {
    orchestrations: {
      *enter(context) {
        yield context.df.callEntity(new df.EntityId('lane', 'a'), 'enter', context.df.getInput());
      },
    },
    entities: {
      lane(context) {
        order.push(context.df.getInput());
        context.df.setState(1);
      },
    },
  };
  process.env['LOCAL_DURABLE_TROUBLE'] = 'disorder=0.5';
  const hub = testHub(app);
  const numbers = Array.from({ length: 20 }, (_, n) => n);

  // Act
  for (const n of numbers) await hub.start('enter', `e-${n}`, n);
  await Promise.all(numbers.map((n) => hub.ended(`e-${n}`)));

  // Assess
  expect(new Set(order)).toEqual(new Set(numbers));
  expect(order).not.toEqual(numbers);
});

test('trouble that nobody knows is refused', () => {
  expect(() => readTrouble('earthquake')).toThrow('LOCAL_DURABLE_TROUBLE names "earthquake"');
});
