import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENGINE_MODULES } from '../../conformance/engines.ts';
import { runJest } from '../../conformance/run-jest.ts';
import { refuse } from '../../local/command-line.ts';
import { DEFENCES, type Defence } from './defences.ts';

// npm run defences [-- name ...]: builds the app without each of its defences and expects the named tests to fail on
// the local engine. If they pass, either the defence is useless or the tests do not cover it.

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !DEFENCES.some((defence) => defence.name === name));
if (unknown.length > 0)
  refuse(`There is no defence ${unknown.join(', ')}; there are: ${DEFENCES.map(({ name }) => name).join(', ')}.`);
const directory = mkdtempSync(path.join(tmpdir(), 'go-live-defences-'));
let unnoticed = 0;
try {
  for (const defence of DEFENCES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    build('--without', defence.name);
    const failed = await failedTests(defence);
    console.log(`${failed.length > 0 ? 'noticed  ' : 'UNNOTICED'} ${defence.name}: ${defence.against}`);
    for (const id of failed) console.log(`            ${id}`);
    if (failed.length === 0) unnoticed++;
  }
} finally {
  build();
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = unnoticed === 0 ? 0 : 1;

async function failedTests({ name, tests, environment }: Defence): Promise<string[]> {
  const results = await runJest({
    ...tests,
    environment: {
      ...process.env,
      ...environment,
      CONFORMANCE_ENGINE: 'local',
      LOCAL_DURABLE_ENGINE: ENGINE_MODULES.local,
    },
    resultFile: path.join(directory, `${name}.json`),
    workers: 1,
  });
  if (results.length === 0) throw new Error(`No test of ${tests.files} has a title like "${tests.titles}".`);
  return results.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);
}

function build(...options: string[]): void {
  const { status } = spawnSync(process.execPath, ['tools/build.ts', ...options], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`tools/build.ts ${options.join(' ')} ended with ${status}.`);
}
