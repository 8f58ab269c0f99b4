import { closeHubs, testHub } from './test-hub.ts';

afterEach(closeHubs);

describe('continue-as-new', () => {
  test('begins a new execution with the new input, an empty history and the old custom status', async () => {
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
    expect(status).toMatchObject({ runtimeStatus: 'Completed', output: 'gone', input: 5, customStatus: 'first' });
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
    // Events of a suspended instance are taken in together when it is resumed.
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

describe('a sub-orchestration', () => {
  test('gives its output to the parent, under an id made of the parent’s execution', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *parent(context) {
          return yield context.df.callSubOrchestrator('child', { n: 20 });
        },
        // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
        *child(context) {
          const { n } = context.df.getInput<{ n: number }>();
          return [n * 2, context.df.instanceId, context.df.parentInstanceId];
        },
      },
    });

    // Act
    await hub.start('parent', 'p');
    const { output } = await hub.ended('p');

    // Assess
    expect(output).toEqual([40, expect.stringMatching(/^[0-9a-f]{32}:0$/), 'p']);
  });

  test('fails its parent with its own words', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *parent(context) {
          try {
            yield context.df.callSubOrchestrator('child', undefined, 'the-child');
          } catch (error) {
            return error instanceof Error ? error.message : '';
          }
          return '';
        },
        // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
        *child() {
          throw new Error('bad day');
        },
      },
    });

    // Act
    await hub.start('parent', 'p');
    const { output } = await hub.ended('p');

    // Assess
    expect(output).toContain("Orchestrator function 'child' failed: bad day");
    expect(await hub.status('the-child')).toMatchObject({ runtimeStatus: 'Failed' });
  });

  test('that is terminated makes its parent fail, as with the extension', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *parent(context) {
          yield context.df.callSubOrchestrator('child', undefined, 'the-child');
        },
        *child(context) {
          yield context.df.waitForExternalEvent('never');
        },
      },
    });
    await hub.start('parent', 'p');
    await hub.until('the-child', ({ runtimeStatus }) => runtimeStatus === 'Running');

    // Act
    await hub.call('POST', 'instances/the-child/terminate?reason=enough');
    const { runtimeStatus, output } = await hub.ended('p');

    // Assess
    expect(runtimeStatus).toBe('Failed');
    expect(output).toContain('Non-Deterministic');
  });

  test('cannot have an id that begins with @', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *parent(context) {
          yield context.df.callSubOrchestrator('parent', undefined, '@x');
        },
      },
    });

    // Act
    await hub.start('parent', 'p');
    const { output } = await hub.ended('p');

    // Assess
    expect(output).toContain('must not start with @');
  });
});

test('the version is that of the start, else the default version, and children get theirs', async () => {
  // Prepare
  const hub = testHub(
    {
      orchestrations: {
        *parent(context) {
          return [context.df.version, yield context.df.callSubOrchestrator('child')];
        },
        // biome-ignore lint/correctness/useYield: a generator is what the SDK wants
        *child(context) {
          return context.df.version;
        },
      },
    },
    { defaultVersion: '1.0' },
  );

  // Act
  await hub.call('POST', 'orchestrators/parent/given?version=2.0');
  await hub.start('parent', 'default');

  // Assess
  expect((await hub.ended('given')).output).toEqual(['2.0', '1.0']);
  expect((await hub.ended('default')).output).toEqual(['1.0', '1.0']);
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
