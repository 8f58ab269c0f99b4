import type { App } from '../in-process-app.ts';
import { closeHubs, testHub } from '../test-hub.ts';

afterEach(closeHubs);

describe('continue-as-new', () => {
  test('begins a new execution with the new input, an empty history and no custom status', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *count(context) {
          const n = Number(context.df.getInput());
          yield context.df.callActivity('note', n);
          if (n === 1) context.df.setCustomStatus('first');
          if (n < 5) return context.df.continueAsNew(n + 1);
          return yield context.df.waitForExternalEvent('go');
        },
      },
      activities: { note: () => null },
    });
    await hub.start('count', 'c', 1);
    await hub.until('c', ({ input, historyEvents }) => input === 5 && historyEvents?.length === 2);

    // Act
    await hub.raise('c', 'go', 'gone');
    const status = await hub.ended('c');

    // Assess
    expect(status).toMatchObject({ runtimeStatus: 'Completed', output: 'gone', input: 5, customStatus: null });
    expect(status.historyEvents?.filter(({ EventType }) => EventType === 'TaskCompleted')).toHaveLength(1);
  });

  test('gives a string to the next execution with quotes, as the extension does', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
        *twice(context) {
          if (context.df.getInput() === 'first') return context.df.continueAsNew('second');
          return context.df.getInput();
        },
      },
    });

    // Act
    await hub.start('twice', 't', 'first');
    const { output } = await hub.ended('t');

    // Assess
    expect(output).toBe('"second"');
  });

  test('carries over the events that come after it, and loses those that were buffered before', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *roll(context) {
          if (context.df.getInput() === 1) {
            yield context.df.waitForExternalEvent('go');
            return context.df.continueAsNew(2);
          }
          return yield context.df.waitForExternalEvent('item');
        },
      },
    });
    await hub.start('roll', 'r', 1);
    // The events of a suspended instance are taken in together when it resumes.
    await hub.call('POST', 'instances/r/suspend?reason=x');
    await hub.until('r', ({ runtimeStatus }) => runtimeStatus === 'Suspended');
    await hub.raise('r', 'item', 'buffered before');
    await hub.raise('r', 'go', null);
    await hub.raise('r', 'item', 'came after');

    // Act
    await hub.call('POST', 'instances/r/resume?reason=x');
    const { output } = await hub.ended('r');

    // Assess
    expect(output).toBe('came after');
  });
});

test('an instance of a newer version waits for an app of that version; others run, with the version they have', async () => {
  // Prepare
  const orchestrations: App['orchestrations'] = {
    // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
    *which(context) {
      return context.df.version;
    },
  };
  const hub = testHub({ orchestrations }, { defaultVersion: '1.10' });

  // Act
  await hub.call('POST', 'orchestrators/which/newer?version=1.11');
  await hub.call('POST', 'orchestrators/which/older?version=1.9');
  await hub.start('which', 'default');
  const [older, own] = [await hub.ended('older'), await hub.ended('default')];
  const waiting = await hub.status('newer');
  const next = hub.crashAndReopen({ orchestrations }, { defaultVersion: '2.0' });
  const newer = await next.ended('newer');

  // Assess
  expect([older.output, own.output, newer.output]).toEqual(['1.9', '1.10', '1.11']);
  expect(waiting).toMatchObject({ runtimeStatus: 'Pending', version: '1.11' });
});

test('the trace that a start came with goes on to the orchestrator and its activities', async () => {
  // Prepare
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const hub = testHub({
    orchestrations: {
      *traced(context) {
        yield context.df.callActivity('step');
      },
    },
    activities: { step: () => 1 },
  });

  // Act
  await hub.call('POST', 'orchestrators/traced/t', { headers: { traceparent } });
  await hub.ended('t');

  // Assess
  expect(hub.app.calls.map(({ traceContext }) => traceContext?.traceParent)).toEqual([
    traceparent,
    traceparent,
    traceparent,
  ]);
});
