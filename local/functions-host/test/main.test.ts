import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../../../test/wait-until.ts';
import { FIXTURE_APP } from './start-fixture.ts';

describe('the host process', () => {
  let stateDir: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    stateDir = await mkdtemp(path.join(tmpdir(), 'host-'));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(stateDir, { recursive: true, force: true });
  });

  async function run(app: string, channel: 'ipc' | undefined = undefined) {
    const args = ['local/functions-host/main.ts', '--app', app, '--port', '0', '--state', stateDir];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe', channel],
      env: { ...process.env, FIXTURE_RECORD: path.join(stateDir, 'record') },
    });
    children.push(child);
    const seen: { output: string; message: unknown; code: number | null | undefined } = {
      output: '',
      message: undefined,
      code: undefined,
    };
    child.stdout?.on('data', (data) => {
      seen.output += data;
    });
    child.stderr?.on('data', (data) => {
      seen.output += data;
    });
    child.on('message', (message) => {
      seen.message = message;
    });
    child.on('exit', (code) => {
      seen.code = code;
    });
    const url = () =>
      waitUntil(
        'the address in what it printed',
        () => Object(seen.message).ready ?? /^ready (http:\S+)$/m.exec(seen.output)?.[1],
      );
    return { child, seen, url };
  }

  async function workerOf(url: string): Promise<number> {
    return Number(Object(await (await fetch(`${url}/api/process`)).json()).pid);
  }

  test('says over the channel when it is ready, and ends with code 0 on SIGTERM', async () => {
    // Prepare
    const { child, seen, url } = await run(FIXTURE_APP, 'ipc');
    const worker = await workerOf(await url());

    // Act
    child.kill('SIGTERM');

    // Assess
    await waitUntil('the process to end', () => seen.code !== undefined);
    expect(seen.code).toBe(0);
    await waitUntil('the worker to be gone', () => !isAlive(worker));
  });

  test('leaves no worker behind when it is killed', async () => {
    // Prepare
    const { child, url } = await run(FIXTURE_APP);
    const worker = await workerOf(await url());

    // Act
    child.kill('SIGKILL');

    // Assess
    await waitUntil('the worker to be gone', () => !isAlive(worker));
  });

  test('ends when the process that started it over a channel goes away', async () => {
    // Prepare
    const { child, seen, url } = await run(FIXTURE_APP, 'ipc');
    await url();

    // Act
    child.disconnect();

    // Assess
    await waitUntil('the process to end with 0', () => seen.code === 0);
  });

  test('goes on when nobody reads its output any more', async () => {
    // Prepare
    const { child, seen, url } = await run(FIXTURE_APP);
    const address = await url();

    // Act
    child.stdout?.destroy();

    // Assess
    for (let count = 0; count < 3; count++) expect((await fetch(`${address}/api/unrouted`)).status).toBe(200);
    expect(seen.code).toBeUndefined();
  });

  test('says why it cannot start and ends with code 1', async () => {
    // Act
    const { seen } = await run(stateDir);

    // Assess
    await waitUntil('the process to end with 1', () => seen.code === 1);
    expect(seen.output).toContain('host.json');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An ended orphan stays visible until the machine's init process reaps it.
    return !/\) Z /.test(existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '');
  } catch {
    return false;
  }
}
