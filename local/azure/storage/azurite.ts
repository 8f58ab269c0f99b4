import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A storage account: Microsoft's own emulator. */
export interface Azurite {
  connectionString: string;
  /** The path of its access log, one line per request. */
  accessLog: string;
  stop(): Promise<void>;
}

const SERVICES = ['Blob', 'Queue', 'Table'] as const;
const READY_WITHIN_MS = 60_000;
// The well-known development account of every storage emulator, whose key is public.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/**
 * Starts Azurite on free loopback ports, with its log in the directory. Its data is kept there too, or, with
 * `inMemory`, only until it ends. When it is killed it loses what it has not saved yet, about the last five seconds;
 * `stop` saves first.
 * @throws Error when it does not come up.
 */
export async function startAzurite(directory: string, { inMemory }: { inMemory: boolean }): Promise<Azurite> {
  mkdirSync(directory, { recursive: true });
  const accessLog = path.join(directory, 'azurite.log');
  const log = openSync(accessLog, 'w');
  const ports = SERVICES.flatMap((service) => [`--${service.toLowerCase()}Port`, '0']);
  const kept = inMemory ? ['--inMemoryPersistence'] : ['--location', directory];
  const options = [...kept, '--skipApiVersionCheck', '--disableTelemetry'];
  const entry = createRequire(path.resolve('package.json')).resolve('azurite/dist/src/azurite.js');
  const child = fork(entry, [...options, ...ports], {
    cwd: directory,
    execArgv: ['--require', path.join(import.meta.dirname, 'end-with-parent.cjs')],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const exited = once(child, 'exit');

  const deadline = Date.now() + READY_WITHIN_MS;
  let urls = listening(accessLog);
  while (urls.length < SERVICES.length) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`Azurite did not come up; it printed:\n${readFileSync(accessLog, 'utf8')}`);
    await sleep(50);
    urls = listening(accessLog);
  }
  const endpoints = urls.map(([service, url]) => `${service}Endpoint=${url}/${ACCOUNT}`);
  return {
    connectionString: [
      'DefaultEndpointsProtocol=http',
      `AccountName=${ACCOUNT}`,
      `AccountKey=${KEY}`,
      ...endpoints,
    ].join(';'),
    accessLog,
    async stop() {
      process.removeListener('exit', kill);
      // Its process exits by itself once it has nothing left to listen to.
      child.disconnect();
      // It waits for clients to close their connections; in memory there is nothing to save, so it gets less time.
      const late = setTimeout(() => child.kill('SIGKILL'), inMemory ? 2000 : 20_000);
      await exited;
      clearTimeout(late);
    },
  };
}

function listening(accessLog: string): [service: string, url: string][] {
  const lines = readFileSync(accessLog, 'utf8').matchAll(
    /^Azurite (\w+) service is successfully listening at (\S+)$/gm,
  );
  return [...lines].map(([, service = '', url = '']) => [service, url]);
}
