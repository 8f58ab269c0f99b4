import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';

export type Outcome = 'pass' | 'fail' | 'expected failure';

/** The result of one test on one engine. */
export interface TestResult {
  /** The file with the folder that it is in, and the full title. */
  id: string;
  outcome: Outcome;
  seconds: number;
  /** The failure's message. */
  message: string;
}

export interface JestRun {
  /** A pattern for the paths of the test files. */
  files: string;
  /** A pattern for the titles; without it all tests run. */
  titles?: string | undefined;
  environment: NodeJS.ProcessEnv;
  /** Where Jest writes its results. */
  resultFile: string;
  workers: number;
}

const JestJson = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failing: z.boolean().optional(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/**
 * Runs tests in a separate Jest process and shows its output as it comes.
 * @throws Error when it wrote no results.
 */
export async function runJest({ files, titles, environment, resultFile, workers }: JestRun): Promise<TestResult[]> {
  const jest = createRequire(path.resolve('package.json')).resolve('jest/bin/jest');
  const options = ['--config', 'conformance/jest.config.ts', '--passWithNoTests', '--json', '--outputFile', resultFile];
  const selected = ['--testPathPatterns', files, ...(titles === undefined ? [] : ['--testNamePattern', titles])];
  const child = spawn(process.execPath, [jest, ...options, '--maxWorkers', String(workers), ...selected], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'exit');
  if (!existsSync(resultFile)) throw new Error(`Jest wrote no results of ${files}; what it printed says why.`);
  return parseResults(readFileSync(resultFile, 'utf8'));
}

/** Parses the output of `jest --json`; tests that were not run are left out. */
export function parseResults(json: string): TestResult[] {
  return JestJson.parse(JSON.parse(json)).testResults.flatMap(({ name, message, status, assertionResults }) => {
    const file = `${path.basename(path.dirname(name))}/${path.basename(name)}`;
    if (status === 'failed' && assertionResults.length === 0)
      return [{ id: file, outcome: 'fail' as const, seconds: 0, message }];
    return assertionResults
      .filter((test) => test.status === 'passed' || test.status === 'failed')
      .map((test) => ({
        id: `${file} › ${test.fullName}`,
        outcome: outcomeOf(test.status, test.failing ?? false),
        seconds: (test.duration ?? 0) / 1000,
        message: test.failureMessages.join('\n'),
      }));
  });
}

function outcomeOf(status: string, isExpectedToFail: boolean): Outcome {
  if (status === 'failed') return 'fail';
  return isExpectedToFail ? 'expected failure' : 'pass';
}
