import * as df from 'durable-functions';
import type { App } from './in-process-app.ts';
import { closeHubs, type TestHub, testHub } from './test-hub.ts';

afterEach(closeHubs);

const counter = (context: df.EntityContext<unknown>) => {
  const value = Number(context.df.getState(() => 0));
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(value + Number(context.df.getInput()));
      break;
    case 'get':
      context.df.return(value);
      break;
    case 'delete':
      context.df.destructOnExit();
      break;
    case 'tell':
      context.df.signalEntity(new df.EntityId('counter', 'other'), 'add', value);
      break;
    default:
      throw new Error(`No operation ${context.df.operationName}.`);
  }
};

const a = new df.EntityId('counter', 'a');
const b = new df.EntityId('counter', 'b');

/** Waits until the entity's state is the one wanted. */
async function state(hub: TestHub, key: string, wanted: string): Promise<void> {
  for (const deadline = Date.now() + 5_000; ; ) {
    const { body } = await hub.call('GET', `entities/counter/${key}`);
    if (body === wanted) return;
    if (Date.now() > deadline) throw new Error(`The state is ${body}, wanted ${wanted}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('an orchestrator signals an entity, calls it and gets its answer', async () => {
  // Prepare
  const hub = testHub({
    entities: { Counter: counter },
    orchestrations: {
      *use(context) {
        context.df.signalEntity(a, 'add', 5);
        yield context.df.callEntity(a, 'add', 2);
        return yield context.df.callEntity(a, 'get');
      },
    },
  });

  // Act
  await hub.start('use', 'u');
  const { output } = await hub.ended('u');

  // Assess
  expect(output).toBe(7);
});

test('an operation that throws fails the call in the orchestrator', async () => {
  // Prepare
  const hub = testHub({
    entities: { counter },
    orchestrations: {
      *use(context) {
        try {
          yield context.df.callEntity(a, 'nonsense');
        } catch {
          return 'failed';
        }
        return 'succeeded';
      },
    },
  });

  // Act
  await hub.start('use', 'u');
  const { output } = await hub.ended('u');

  // Assess
  expect(output).toBe('failed');
});

test('a client signals and reads an entity, whose state survives a crash until it deletes itself', async () => {
  // Prepare
  const app: App = { entities: { counter } };
  const hub = testHub(app);

  // Act
  const unknown = await hub.call('GET', 'entities/counter/a');
  const signalled = await hub.call('POST', 'entities/Counter/a?op=add', { body: '3' });
  await state(hub, 'a', '3');
  const next = hub.crashAndReopen();
  await next.call('POST', 'entities/counter/a?op=tell');
  await state(next, 'other', '3');
  await next.call('POST', 'entities/counter/a?op=delete');
  await state(next, 'a', '');

  // Assess
  expect([unknown.status, signalled.status]).toEqual([404, 202]);
});

test('a locked entity serves only the orchestration that holds the lock', async () => {
  // Prepare
  const hub = testHub({
    entities: { counter },
    orchestrations: {
      *exclusive(context) {
        const lock: df.DurableLock = yield context.df.lock(a, b);
        const before = yield context.df.callEntity(a, 'get');
        context.df.setCustomStatus('locked');
        yield context.df.waitForExternalEvent('go');
        yield context.df.callEntity(a, 'add', 1);
        const after = yield context.df.callEntity(a, 'get');
        lock.release();
        return [before, after];
      },
    },
  });
  await hub.start('exclusive', 'e');
  await hub.until('e', ({ customStatus }) => customStatus === 'locked');

  // Act
  await hub.call('POST', 'entities/counter/a?op=add', { body: '100' });
  await hub.raise('e', 'go', 1);
  const { output } = await hub.ended('e');

  // Assess
  expect(output).toEqual([0, 1]);
  await state(hub, 'a', '101');
});

test('a lock is free again when the orchestration that held it has ended', async () => {
  // Prepare
  const hub = testHub({
    entities: { counter },
    orchestrations: {
      *keep(context) {
        yield context.df.lock(a);
        context.df.setCustomStatus('locked');
        yield context.df.waitForExternalEvent('never');
      },
    },
  });
  await hub.start('keep', 'k');
  await hub.until('k', ({ customStatus }) => customStatus === 'locked');
  await hub.call('POST', 'entities/counter/a?op=add', { body: '4' });

  // Act
  await hub.call('POST', 'instances/k/terminate?reason=x');

  // Assess
  await state(hub, 'a', '4');
});
