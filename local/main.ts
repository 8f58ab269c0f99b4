import path from 'node:path';
import { parseArgs } from 'node:util';
import { signInLines } from './sign-in-lines.ts';
import { startStack } from './stack.ts';

// npm start [-- --only host|azure]: everything on this machine, until Ctrl-C. See README.md.

const ORPHAN_LOOK_MS = 500;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
if (values.only !== undefined && values.only !== 'host' && values.only !== 'azure') {
  console.error(`--only got "${values.only}"; it wants "host" or "azure".`);
  process.exit(2);
}

const stack = await startStack({
  only: values.only,
  appDir: process.cwd(),
  localDir: path.resolve(process.env['LOCAL_DIR'] ?? '.local'),
  port: process.env['PORT'] ?? '7071',
}).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

let stopping: Promise<void> | undefined;
function stop(): void {
  stopping ??= stack.stop().then(() => process.exit(0));
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
// npm passes a signal to the shell that it runs scripts in, and that shell ends without passing it on.
const parent = process.ppid;
if (process.env['npm_lifecycle_event']) setInterval(() => process.ppid !== parent && stop(), ORPHAN_LOOK_MS).unref();
console.log(`ready ${stack.endpoints.app ?? stack.endpoints.portal}`);
if (values.only !== 'azure') console.log(`page  ${stack.endpoints.app}/api/ui`);
for (const line of signInLines(stack.endpoints, process.env['GO_LIVE_SIGN_IN'])) console.log(line);

await stack.hostEnded.then(async (how) => {
  if (stopping) return stopping;
  if (values.only === 'host') process.exit(typeof how === 'number' ? how : 1);
  console.error(`The host ended (${how}). The stand-ins go on; start the host again with: npm start -- --only host`);
});
const how = await stack.azureEnded;
if (!stopping) {
  console.error(`The stand-ins ended (${how}); nothing works without them.`);
  await stack.stop();
  process.exit(1);
}
