import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { packageFiles } from '../infra/package/package-files.ts';
import { superviseWorker } from '../local/functions-host/worker/supervisor.ts';
import { median } from '../tools/stack/bench-stack.ts';

const RUNS = 11;
const WARM_UPS = 2;
// Below node_modules, so that everything unbundled finds its dependencies as it would when deployed.
const FOLDER = path.resolve('node_modules/.cache/cold-start');

/** From the start of the worker's process until all functions are registered, in turns; the SDKs are loaded later. */
export async function coldStart(): Promise<string[][]> {
  rmSync(FOLDER, { recursive: true, force: true });
  const apps = { package: packaged(), unbundled: await unbundled(), eager: await eager(), minimal: minimal() };
  const times: Record<string, number[]> = { package: [], unbundled: [], eager: [], minimal: [] };
  for (let run = 0; run < RUNS + WARM_UPS; run++) {
    for (const [name, appDir] of Object.entries(apps)) {
      const milliseconds = await registered(appDir);
      if (run >= WARM_UPS) times[name]?.push(milliseconds);
    }
  }
  rmSync(FOLDER, { recursive: true, force: true });
  const [ours = 0, whole = 0, all = 0, least = 0] = Object.values(times).map(median);
  const from = (milliseconds: number) => `ratio ${(milliseconds / ours).toFixed(2)}`;
  return [
    ['start: the package', `${ours.toFixed(0)} ms`, `median of ${RUNS}, in turns with those below`],
    ['start: the same, unbundled', from(whole), `${whole.toFixed(0)} ms; libraries from node_modules`],
    ['start: and all SDKs loaded', from(all), `${all.toFixed(0)} ms; unbundled, nothing left for later`],
    ['start: a minimal app', from(least), `${least.toFixed(0)} ms; one starter, orchestrator, activity, unbundled`],
  ];
}

async function registered(appDir: string): Promise<number> {
  const entry = path.resolve('local/functions-host/worker/main.ts');
  const began = performance.now();
  const worker = superviseWorker({
    entry,
    appDir,
    functionsUri: 'http://127.0.0.1:0',
    settings: process.env,
    log: () => {},
  });
  await worker.start();
  const milliseconds = performance.now() - began;
  await worker.stop();
  return milliseconds;
}

/** The files that `npm run package` zips. */
function packaged(): string {
  const appDir = path.join(FOLDER, 'package');
  for (const [name, content] of Object.entries(packageFiles('.', 'AzureStorage'))) {
    mkdirSync(path.dirname(path.join(appDir, name)), { recursive: true });
    writeFileSync(path.join(appDir, name), content);
  }
  return appDir;
}

/** The same app with its libraries from node_modules. */
async function unbundled(name = 'unbundled'): Promise<string> {
  const appDir = path.join(FOLDER, name);
  await build({
    entryPoints: ['src/index.ts'],
    outfile: path.join(appDir, 'dist/index.cjs'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'warning',
  });
  writeFileSync(path.join(appDir, 'package.json'), JSON.stringify({ type: 'module', main: 'dist/index.cjs' }));
  cpSync('host.json', path.join(appDir, 'host.json'));
  return appDir;
}

/** An app whose files import their SDKs at the top. */
async function eager(): Promise<string> {
  const appDir = await unbundled('eager');
  const sdks = ['applicationinsights', '@azure/identity', '@azure/keyvault-secrets', '@azure/eventgrid'];
  const requires = [...sdks, './app.cjs'].map((name) => `require('${name}');\n`).join('');
  renameSync(path.join(appDir, 'dist/index.cjs'), path.join(appDir, 'dist/app.cjs'));
  writeFileSync(path.join(appDir, 'dist/index.cjs'), requires);
  return appDir;
}

function minimal(): string {
  const appDir = path.join(FOLDER, 'minimal');
  cpSync('tools/bench/minimal-app', appDir, { recursive: true });
  cpSync('host.json', path.join(appDir, 'host.json'));
  return appDir;
}
