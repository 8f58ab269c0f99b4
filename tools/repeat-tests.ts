import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';

// npm run test:repeat -- [times] [-- Jest arguments]: runs the tests of `npm test` repeatedly and prints how many runs
// were green, how often each test failed, and how long the runs took.

const DEFAULT_TIMES = '20';

const JestResults = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const { positionals } = parseArgs({ allowPositionals: true });
const [wanted = DEFAULT_TIMES, ...jestArguments] = positionals;
const times = Number(wanted);
if (!Number.isInteger(times) || times < 1) {
  console.error(
    `"${wanted}" is no number of runs. Usage: npm run test:repeat -- [times, default ${DEFAULT_TIMES}] [paths]`,
  );
  process.exit(2);
}

const directory = mkdtempSync(path.join(tmpdir(), 'go-live-repeat-'));
const seconds: number[] = [];
const failures = new Map<string, number>();
let green = 0;
try {
  for (let run = 1; run <= times; run++) {
    const began = performance.now();
    const failed = runOnce(path.join(directory, `${run}.json`));
    seconds.push((performance.now() - began) / 1000);
    if (failed.length === 0) green++;
    for (const test of failed) failures.set(test, (failures.get(test) ?? 0) + 1);
    const [load = 0] = loadavg();
    console.log(
      `run ${run} of ${times}: ${failed.length === 0 ? 'green' : 'RED'}, ${seconds.at(-1)?.toFixed(0)} s, load ${load.toFixed(1)}`,
    );
    for (const test of failed) console.log(`  ${test}`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const ordered = seconds.toSorted((a, b) => a - b);
const middle = ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
console.log(
  `\n${green} green, ${times - green} red; ${ordered[0]?.toFixed(0)} to ${ordered.at(-1)?.toFixed(0)} s, median ${middle.toFixed(0)} s, ${cpus().length} cores`,
);
for (const [test, count] of [...failures].toSorted(([, a], [, b]) => b - a)) console.log(`${count} times ${test}`);
process.exitCode = green === times ? 0 : 1;

/** Names of the tests that failed in one run. */
function runOnce(resultFile: string): string[] {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const run = spawnSync(process.execPath, [jest, '--json', '--outputFile', resultFile, ...jestArguments], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const failed = failedIn(resultFile);
  return run.status !== 0 && failed.length === 0 ? [`Jest itself ended with ${run.status ?? run.signal}`] : failed;
}

function failedIn(resultFile: string): string[] {
  const { testResults } = JestResults.parse(JSON.parse(readFileSync(resultFile, 'utf8')));
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName);
    // A seed in a title differs in each run, so it is removed for counting.
    if (tests.length > 0) return tests.map((test) => `${file} › ${test.replace(/KILL_SEED=\d+/, 'KILL_SEED')}`);
    return status === 'failed' ? [`${file}, before its first test`] : [];
  });
}
