import { EntityId } from 'durable-functions';
import { WorkerGone } from '../../invocation.ts';
import type { App } from './in-process-app.ts';
import { closeHubs, testHub } from './test-hub.ts';

afterEach(closeHubs);

const EXIT = 'node exited with code 137 (0x89)';

describe('a worker process that dies', () => {
  test('in the first run of an orchestrator fails the instance', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *course(context) {
          yield context.df.waitForExternalEvent('go');
        },
      },
    });
    hub.app.killWorkerIn('course');

    // Act
    await hub.start('course', 'c');
    const { runtimeStatus, output } = await hub.ended('c');

    // Assess
    expect([runtimeStatus, output]).toEqual([
      'Failed',
      `Orchestrator function 'course' failed: One or more errors occurred. (${EXIT})`,
    ]);
  });

  test('in a later run fails it as non-deterministic and takes its custom status along', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *course(context) {
          yield context.df.callActivity('step');
          context.df.setCustomStatus('waiting');
          yield context.df.waitForExternalEvent('go');
        },
      },
      activities: { step: () => 'done' },
    });
    await hub.start('course', 'c');
    await hub.until('c', ({ customStatus }) => customStatus === 'waiting');

    // Act
    hub.app.killWorkerIn('course');
    await hub.raise('c', 'go', 1);
    const { runtimeStatus, output, customStatus } = await hub.ended('c');

    // Assess
    expect([runtimeStatus, customStatus]).toEqual(['Failed', null]);
    expect(output).toBe(
      'Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task with ' +
        "sequence ID 0 and name 'step' (version ''), but the current replay execution hasn't (yet?) scheduled this task. " +
        'Was a change made to the orchestrator code after this instance had already started running?',
    );
  });

  test('in an activity fails the activity, which the orchestrator sees', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *course(context) {
          try {
            yield context.df.callActivity('step');
          } catch (error) {
            return error instanceof Error ? error.message : '';
          }
          return '';
        },
      },
      activities: { step: () => 'done' },
    });
    hub.app.killWorkerIn('step');

    // Act
    await hub.start('course', 'c');
    const { output } = await hub.ended('c');

    // Assess
    expect(output).toContain(`Activity function 'step' failed: ${EXIT}`);
  });

  test('in an entity is forgiven: the batch runs again', async () => {
    // Prepare
    const hub = testHub({
      orchestrations: {
        *course(context) {
          return yield context.df.callEntity(new EntityId('counter', 'a'), 'add');
        },
      },
      entities: {
        counter({ df }) {
          df.setState(Number(df.getState(() => 0)) + 1);
          df.return(df.getState());
        },
      },
    });
    hub.app.killWorkerIn('counter');

    // Act
    await hub.start('course', 'c');
    const { runtimeStatus, output } = await hub.ended('c');

    // Assess
    expect([runtimeStatus, output]).toEqual(['Completed', 1]);
    expect(hub.app.calls.filter(({ functionName }) => functionName === 'counter')).toHaveLength(2);
  });
});

test('a worker that ends with its host fails nothing: what ran in it runs again after the next start', async () => {
  // Prepare
  let calls = 0;
  const worker = Promise.withResolvers<never>();
  const app: App = {
    orchestrations: {
      *course(context) {
        return yield context.df.callActivity('step');
      },
    },
    activities: { step: () => (calls++ === 0 ? worker.promise : 'done') },
  };
  const hub = testHub(app);
  await hub.start('course', 'c');
  await hub.until('c', () => calls === 1);

  // Act
  const stopped = (await hub.engine).stop();
  worker.reject(new WorkerGone());
  await stopped;
  const { output } = await hub.crashAndReopen().ended('c');

  // Assess
  expect(output).toBe('done');
});
