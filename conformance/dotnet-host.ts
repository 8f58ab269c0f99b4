import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The first line of the .NET process's stdin; `StartMessage.cs` reads it. */
export interface StartMessage {
  functions: unknown[];
  frontUrl: string;
  webhookUrl: string;
  durableTask: Record<string, unknown>;
}

/** The process that runs Microsoft's durable extension. */
export interface DotnetHost {
  /** JSON text of the durable client's binding, as the extension wrote it. */
  client: string;
  /** The port of the extension's management API. */
  managementPort: number;
  /** Requests an orderly end; kills the process when that takes too long. */
  stop(): Promise<void>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
}

/** `npm run conformance` builds it. */
const HOST = path.join(import.meta.dirname, 'host/bin/durable-host.dll');
/** The extension's own limit is 8 s, and the local stack kills its host after 10 s. */
const STOP_WITHIN_MS = 9_000;
/**
 * Only these variables are passed on: neither the app's settings nor the routes to the stand-ins concern this process.
 */
const INHERITED = /^(PATH|HOME|TMPDIR|TEMP|SystemRoot|DOTNET_\w+|CONFORMANCE_LOG)$/;

/** The extension picks a random port for its own listener, and ends when that port is taken. */
const ATTEMPTS = 3;

/**
 * Starts the process and waits until its task hub runs. If the process ends unexpectedly after that, this process fails
 * as well.
 * @throws Error when it ends before that in every attempt.
 */
export async function startDotnetHost(message: StartMessage, storage: string, attempt = 1): Promise<DotnetHost> {
  try {
    return await startOnce(message, storage);
  } catch (error) {
    if (attempt === ATTEMPTS) throw error;
    return startDotnetHost(message, storage, attempt + 1);
  }
}

async function startOnce(message: StartMessage, storage: string): Promise<DotnetHost> {
  const child = spawn('dotnet', [HOST], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => INHERITED.test(name))),
      AzureWebJobsStorage: storage,
      // Selects the extension's mode for Node.
      FUNCTIONS_WORKER_RUNTIME: 'node',
      WEBSITE_HOSTNAME: new URL(message.webhookUrl).host,
      WEBSITE_SITE_NAME: 'local',
    },
  });
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const ready = Promise.withResolvers<{ client: string; managementPort: number }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Other lines are rows for a log collector and greetings of the extension's own HTTP listener; the log is on
    // stderr.
    if (line.startsWith('READY ')) ready.resolve(JSON.parse(line.slice('READY '.length)));
  });
  // A write to a process that has ended; the 'exit' event reports that.
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(message)}\n`);

  const endedBy = (how: number | string) =>
    new Error(`The durable extension ended (${how}); what it printed says why.`);
  exited.then((how) => ready.reject(endedBy(how)));
  const { client, managementPort } = await ready.promise;
  let isWanted = false;
  exited.then((how) => {
    if (!isWanted) throw endedBy(how);
  });

  async function kill(): Promise<void> {
    isWanted = true;
    child.kill('SIGKILL');
    await exited;
  }
  return {
    client,
    managementPort,
    kill,
    async stop() {
      isWanted = true;
      child.stdin.write('stop\n');
      const giveUp = setTimeout(kill, STOP_WITHIN_MS);
      await exited;
      clearTimeout(giveUp);
    },
  };
}
