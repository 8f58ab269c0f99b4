import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { OpenEngine } from './durable/engine.ts';
import { startHost } from './host.ts';

// The host's process: node local/functions-host/main.ts --app <directory> --port <n> --state <directory> [--engine <module>]

const { values } = parseArgs({
  options: {
    app: { type: 'string' },
    port: { type: 'string' },
    state: { type: 'string' },
    engine: { type: 'string' },
  },
});
const port = Number(values.port ?? '7071');
if (!Number.isInteger(port) || port < 0 || port > 65535)
  throw new Error(`--port wants a number from 0 to 65535, got "${values.port}".`);

// The reader of the log has gone; that is no reason to end in the middle of something.
process.stdout.on('error', () => {});

const engine = path.resolve(values.engine ?? path.join(import.meta.dirname, 'durable', 'engine.ts'));
const { openEngine } = (await import(pathToFileURL(engine).href)) as { openEngine?: OpenEngine };
if (!openEngine) throw new Error(`--engine wants a module that exports openEngine; ${engine} does not.`);

const host = await startHost({
  appDir: path.resolve(values.app ?? '.'),
  port,
  stateDir: path.resolve(values.state ?? '.local'),
  environment: process.env,
  workerEntry: path.join(import.meta.dirname, 'worker', 'main.ts'),
  openEngine,
  write: (line) => process.stdout.write(line),
}).catch((error: Error) => {
  console.error(`The local host cannot start: ${error.message}`);
  process.exit(1);
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await host.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A host that another process started over a channel ends with it; otherwise it runs until a signal.
process.on('disconnect', stop);

if (process.send) process.send({ ready: host.url });
else process.stdout.write(`ready ${host.url}\n`);
