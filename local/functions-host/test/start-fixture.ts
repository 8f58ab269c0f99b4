import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEngine } from '../durable/engine.ts';
import { type Host, startHost } from '../host.ts';

export const FIXTURE_APP = path.resolve('local/functions-host/test/fixture-app');
export const WORKER_ENTRY = path.resolve('local/functions-host/worker/main.ts');

export interface Fixture {
  host: Host;
  get(target: string, init?: RequestInit): Promise<Response>;
  lines: string[];
  /** The records that the fixture app's background functions wrote. */
  records(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts the host in this process with the fixture app in a real worker process. */
export async function startFixture(settings: Record<string, string> = {}, appDir = FIXTURE_APP): Promise<Fixture> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'host-'));
  const record = path.join(stateDir, 'record');
  const lines: string[] = [];
  const host = await startHost({
    appDir,
    port: 0,
    stateDir,
    environment: { ...process.env, FIXTURE_RECORD: record, ...settings },
    workerEntry: WORKER_ENTRY,
    openEngine,
    write: (line) => lines.push(line),
  }).catch(async (error: unknown) => {
    await rm(stateDir, { recursive: true, force: true });
    throw error;
  });
  return {
    host,
    lines,
    get: (target, init) => fetch(new URL(target, host.url), init),
    records: async () => parseLines(await readFile(record, 'utf8').catch(() => '')),
    async stop() {
      await host.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

function parseLines(text: string): Record<string, unknown>[] {
  // The part after the last newline is still being written.
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
