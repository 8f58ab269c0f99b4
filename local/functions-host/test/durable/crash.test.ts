import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { App } from './in-process-app.ts';
import { closeHubs, newDirectory, testHub } from './test-hub.ts';

const children = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await closeHubs();
});

test('an activity that ran but whose result was not stored runs again', async () => {
  // Prepare
  let calls = 0;
  let release = () => {};
  const app: App = {
    orchestrations: {
      *course(context) {
        return yield context.df.callActivity('slow');
      },
    },
    activities: {
      async slow() {
        calls += 1;
        if (calls === 1) await new Promise<void>((resolve) => (release = resolve));
        return calls;
      },
    },
  };
  const hub = testHub(app);
  await hub.start('course', 'c');
  await hub.until('c', () => calls === 1);

  // Act
  const next = hub.crashAndReopen();
  const { output } = await next.ended('c');
  release();

  // Assess
  expect(output).toBe(2);
});

test('a timer that fell due while no host ran fires at the start', async () => {
  // Prepare
  const hub = testHub({
    orchestrations: {
      *nap(context) {
        yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 30));
        return 'woken';
      },
    },
  });
  await hub.start('nap', 'n');
  await hub.until('n', ({ historyEvents }) => historyEvents?.at(-1)?.['EventType'] === 'TimerCreated');
  await (await hub.engine).stop();
  await new Promise((resolve) => setTimeout(resolve, 40));

  // Act
  const next = hub.crashAndReopen();

  // Assess
  expect((await next.ended('n')).output).toBe('woken');
});

test('a second host on the same journal is refused', () => {
  // Prepare
  const directory = newDirectory();
  testHub({}, {}, directory);

  // Act
  const second = () => testHub({}, {}, directory);

  // Assess
  expect(second).toThrow(/journal\.db is in use by another host/);
});

test('a journal of an unknown schema version is refused', () => {
  // Prepare
  const directory = newDirectory();
  const db = new DatabaseSync(path.join(directory, 'journal.db'));
  db.exec('PRAGMA user_version = 99');
  db.close();

  // Act
  const open = () => testHub({}, {}, directory);

  // Assess
  expect(open).toThrow(/schema version 99; this host reads version \d+/);
  rmSync(directory, { recursive: true });
});

test('a SIGKILL loses nothing that was acknowledged, and leaves no lock', async () => {
  // Prepare
  const directory = newDirectory();
  const entry = path.join(__dirname, 'killed-host.ts');
  const child = spawn(process.execPath, [entry, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  const acknowledged: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
    if (acknowledged.length >= 60) child.kill('SIGKILL');
  });

  // Act
  await once(child, 'exit');
  const hub = testHub(
    {
      orchestrations: {
        *course(context) {
          yield context.df.waitForExternalEvent('go');
          return yield context.df.callActivity('step');
        },
      },
      activities: { step: () => 'done' },
    },
    {},
    directory,
  );
  const ended = await Promise.all(acknowledged.map(hub.ended));

  // Assess
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(ended.filter(({ output }) => output !== 'done')).toEqual([]);
});
