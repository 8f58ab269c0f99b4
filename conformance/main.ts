import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startAzurite } from '../local/azure/storage/azurite.ts';
import { join, problemsOf, readDifferences } from './differences.ts';
import { buildDotnetHost, missingDotnet } from './dotnet-build.ts';
import { ENGINES, type EngineName } from './engine-name.ts';
import { ENGINE_MODULES } from './engines.ts';
import { failures, table, totals } from './report.ts';
import { runJest, type TestResult } from './run-jest.ts';
import { type Selection, selectionOf } from './selection.ts';
import { SUITES, type Suite } from './suites.ts';

// npm run conformance [-- --short | --only file[:title]]: runs the same tests on the local durable engine and on
// Microsoft's.

const WORKERS: Record<EngineName, number> = { local: 1, real: 2 };

const { values } = parseArgs({ options: { short: { type: 'boolean' }, only: { type: 'string' } } });
const missing = missingDotnet();
if (missing !== undefined) {
  console.error(`npm run conformance runs the app on Microsoft's durable engine, which is a .NET program. ${missing}`);
  process.exit(2);
}

// Without an orderly exit a signal would leave Azurite running.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const began = Date.now();
const say = (line: string) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s  ${line}`);
const differences = readDifferences('conformance/differences.json');
const selection = selectionOf(values);
const directory = mkdtempSync(path.join(tmpdir(), 'go-live-conformance-'));

say('builds the .NET program');
buildDotnetHost();
say('starts Azurite');
const azurite = await startAzurite(directory, { inMemory: true });
try {
  const results: Record<EngineName, TestResult[]> = { local: [], real: [] };
  for (const engine of ENGINES) {
    for (const suite of SUITES.filter(selection.includes)) {
      say(`${suite.name}, on the engine: ${engine}`);
      results[engine].push(...(await run(suite, engine, selection)));
    }
  }
  const rows = join(results);
  const problems = problemsOf(rows, differences);
  console.log(`\n${table(rows, differences)}\n`);
  if (problems.length > 0) console.log(`${failures(rows, differences)}\n`);
  console.log(totals(rows));
  if (rows.length === 0)
    console.error(`No test is meant by --only ${values.only}; wanted: a path of one, or path:title.`);
  for (const problem of problems) console.error(`WRONG ${problem}`);
  const verdict =
    problems.length === 0 ? 'Every difference between the engines is listed.' : `${problems.length} wrong.`;
  console.log(`${verdict} ${Math.round((Date.now() - began) / 1000)} s in all.`);
  process.exitCode = problems.length === 0 && rows.length > 0 ? 0 : 1;
} finally {
  await azurite.stop();
  rmSync(directory, { recursive: true, force: true });
}

function run(suite: Suite, engine: EngineName, { filesIn, titles, isShort }: Selection): Promise<TestResult[]> {
  return runJest({
    files: filesIn(suite),
    titles,
    workers: WORKERS[engine],
    resultFile: path.join(directory, `${engine}-${SUITES.indexOf(suite)}.json`),
    environment: {
      ...process.env,
      LOCAL_DURABLE_ENGINE: ENGINE_MODULES[engine],
      CONFORMANCE_ENGINE: engine,
      LOCAL_STORAGE: azurite.connectionString,
      CONFORMANCE_SHORT: String(isShort),
      ...(engine === 'real' && {
        CONFORMANCE_STORAGE: azurite.connectionString,
        CONFORMANCE_OVERRIDES: suite.overrides,
        TEST_TIME_FACTOR: String(suite.timeFactor),
      }),
    },
  });
}
