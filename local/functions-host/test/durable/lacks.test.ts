import type * as df from 'durable-functions';
import { closeHubs, testHub } from './test-hub.ts';

// Features of Microsoft's engine that the local engine lacks on purpose; it must refuse them by name.

afterEach(closeHubs);

test.each<[string, (context: df.OrchestrationContext) => df.Task]>([
  ['sub-orchestrations', ({ df }) => df.callSubOrchestrator('other')],
  ['callHttp', ({ df }) => df.callHttp({ method: 'GET', url: 'http://127.0.0.1:1/' })],
  ['Task.all', ({ df }) => df.Task.all([df.waitForExternalEvent('a'), df.waitForExternalEvent('b')])],
  [
    'timers of more than six days',
    (context) => context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 7 * 86_400_000)),
  ],
])('when it asks for what this engine lacks: %s', async (what, ask) => {
  // Prepare
  const hub = testHub({
    orchestrations: {
      *modern(context) {
        yield ask(context);
      },
    },
  });

  // Act
  await hub.start('modern', 'm');
  const { runtimeStatus, output } = await hub.ended('m');

  // Assess
  expect(runtimeStatus).toBe('Failed');
  expect(output).toContain(`Orchestrator function 'modern' failed: The local engine does not support ${what}`);
});

test('an orchestration that calls an activity that does not exist hangs, and the log says why', async () => {
  // Prepare
  const hub = testHub({
    orchestrations: {
      *lost(context) {
        context.df.setCustomStatus('asking');
        yield context.df.callActivity('nowhere');
      },
    },
    activities: { here: () => 1 },
  });

  // Act
  await hub.start('lost', 'l');
  const status = await hub.until('l', ({ customStatus }) => customStatus === 'asking');

  // Assess
  expect(status.runtimeStatus).toBe('Running');
  expect(status.historyEvents?.map(({ EventType }) => EventType)).toEqual(['ExecutionStarted']);
  expect(hub.lines).toContainEqual(
    expect.stringMatching(/hangs for good: The function 'nowhere' doesn't exist.*known activity functions: 'here'/),
  );
});

test.each(['POST instances/w/rewind', 'POST instances/w/restart', 'POST entities/counter/a', 'GET entities/counter/a'])(
  '%s is answered by 501 and what to do instead',
  async (route) => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *waiting(context) {
          yield context.df.waitForExternalEvent('go');
        },
      },
    });
    await hub.start('waiting', 'w');
    await hub.until('w', ({ runtimeStatus }) => runtimeStatus === 'Running');
    const [method = '', path = ''] = route.split(' ');

    // Act
    const answer = await hub.call(method, path);

    // Assess
    expect(answer.status).toBe(501);
    expect(JSON.parse(answer.body)).toEqual({ Message: expect.stringMatching(/^The local engine does not support/) });
  },
);
