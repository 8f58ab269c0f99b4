import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Endpoints, readEndpoints } from '../../local/endpoints.ts';
import { PATIENCE } from '../../test/patience.ts';
import { waitUntil } from '../../test/wait-until.ts';

// npm and jest both run in the repository's root.
const ROOT = process.cwd();
const READY_MS = 30_000 * PATIENCE;
const STOP_WITHIN_MS = 20_000 * PATIENCE;

/** The whole product on this machine, as `npm start` runs it; driven through its public surface only. */
export interface RunningStack {
  localDir: string;
  endpoints(): Endpoints;
  /** Kills the host's process with SIGKILL. */
  killHost(): Promise<void>;
  /** Ends the host as Azure ends an instance: the app may finish. */
  endHost(): Promise<void>;
  /** `npm start -- --only host` on the same directory, with app settings of its own; waits until it is ready. */
  startHost(changed?: Record<string, string>): Promise<void>;
  /** Starts another host on the same stand-ins, with a state directory of its own; returns the app's address there. */
  startAnotherHost(how?: { changed?: Record<string, string>; appDir?: string }): Promise<string>;
  /** Everything that all processes have printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts stand-ins and host on free ports and in a directory of their own. `env` are app settings. */
export async function startStack(env: Record<string, string> = {}): Promise<RunningStack> {
  const localDir = newDirectory();
  const otherDirs: string[] = [];
  const lines: string[] = [];
  const children: ChildProcess[] = [];
  const settings = {
    GO_LIVE_POLL_MIN_SECONDS: '0.2',
    GO_LIVE_POLL_MAX_SECONDS: '1',
    GO_LIVE_SETTLE_SECONDS: '2',
    ...env,
  };

  async function start(
    args: string[] = [],
    changed: Record<string, string> = {},
    { directory = localDir, appDir = ROOT } = {},
  ): Promise<void> {
    const child = spawn(process.execPath, [path.join(ROOT, 'local/main.ts'), ...args], {
      cwd: appDir,
      env: { ...process.env, ...settings, ...changed, LOCAL_DIR: directory, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const ready = Promise.withResolvers<void>();
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (/^(not )?ready\b/.test(line)) ready.resolve();
      });
    }
    child.once('exit', (code) =>
      ready.reject(new Error(`npm start ended with ${code}:\n${lines.slice(-20).join('\n')}`)),
    );
    await within(READY_MS, 'the stack to be ready', ready.promise);
  }

  async function startAnotherHost({
    changed = {},
    appDir = ROOT,
  }: {
    changed?: Record<string, string>;
    appDir?: string;
  } = {}): Promise<string> {
    const directory = newDirectory();
    otherDirs.push(directory);
    copyFileSync(path.join(localDir, 'azure.json'), path.join(directory, 'azure.json'));
    await start(['--only', 'host'], changed, { directory, appDir });
    return readEndpoints(directory).app ?? '';
  }

  async function endHost(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { host } = readEndpoints(localDir).pids;
    if (host === undefined) throw new Error('No host is running.');
    process.kill(host, signal);
    await waitUntil('the host to be gone', () => !isAlive(host));
  }

  async function stop(): Promise<void> {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      // A failed test may leave a process that is suspended or too busy to react.
      const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await gone;
      clearTimeout(giveUp);
    }
    for (const directory of [localDir, ...otherDirs]) rmSync(directory, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    localDir,
    endpoints: () => readEndpoints(localDir),
    killHost: () => endHost('SIGKILL'),
    endHost: () => endHost('SIGTERM'),
    startHost: (changed) => start(['--only', 'host'], changed),
    startAnotherHost,
    output: () => lines.join('\n'),
    stop,
  };
}

async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Waited ${ms} ms for ${what}.`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function newDirectory(): string {
  return mkdtempSync(path.join(tmpdir(), 'go-live-e2e-'));
}
