import path from 'node:path';
import { readFolder, readOptions, readPort, refuse } from './command-line.ts';
import { faultOfSettings } from './fault-of-settings.ts';
import { signInLines } from './sign-in-lines.ts';
import { startStack } from './stack.ts';
import { welcome } from './welcome.ts';

const USAGE = `npm start [-- --only host|azure]: runs everything on this machine until Ctrl-C.
  --only azure   runs the stand-ins alone
  --only host    runs the app alone, with the stand-ins that already run, else with local.settings.json
  PORT           the app's port (default 7071; 0 takes a free port)
  LOCAL_DIR      the folder for its state (default .local)`;

const ORPHAN_LOOK_MS = 500;

const { only } = readOptions(USAGE, 'only');
if (only !== undefined && only !== 'host' && only !== 'azure')
  refuse(`--only is "${only}"; wanted: host or azure.\n${USAGE}`);
// npm takes options that come without a preceding "--" for its own.
if (only === undefined && process.env['npm_config_only'])
  refuse(`npm kept the option --only for itself. Write: npm start -- --only ${process.env['npm_config_only']}`);

const stack = await startStack({
  only,
  appDir: process.cwd(),
  localDir: readFolder('LOCAL_DIR', path.resolve(process.env['LOCAL_DIR'] ?? '.local')),
  port: readPort('PORT', process.env['PORT'] ?? '7071'),
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
// npm signals the shell in which it runs scripts, and that shell ends without passing the signal on.
const parent = process.ppid;
if (process.env['npm_lifecycle_event']) setInterval(() => process.ppid !== parent && stop(), ORPHAN_LOOK_MS).unref();
const { app, portal } = stack.endpoints;
const fault = only === 'azure' || app === undefined ? undefined : await faultOfSettings(app);
console.log(fault ?? `ready ${app ?? portal}`);
for (const line of signInLines(stack.endpoints, process.env['GO_LIVE_SIGN_IN'])) console.log(line);
console.log(welcome(stack.endpoints));

await stack.hostEnded.then(async (how) => {
  if (stopping) return stopping;
  if (only === 'host') process.exit(typeof how === 'number' ? how : 1);
  console.error(`The host ended (${how}). The stand-ins keep running; restart the host with: npm start -- --only host`);
});
const how = await stack.azureEnded;
if (!stopping) {
  console.error(`The stand-ins ended (${how}). The app cannot work without them, so it is stopped too.`);
  await stack.stop();
  process.exit(1);
}
