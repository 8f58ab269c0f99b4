import type { Difference, Row } from './differences.ts';
import { ENGINES } from './engine-name.ts';
import type { Outcome, TestResult } from './run-jest.ts';

const CELL = 24;

/** The table of all tests: the result on each engine, and the reason for a listed difference. */
export function table(rows: Row[], differences: Difference[]): string {
  const lines = rows
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => {
      const reason = differences.find(({ test }) => test === row.id)?.reason;
      return `${ENGINES.map((engine) => cell(row[engine])).join('')}${row.id}${reason ? `\n${''.padEnd(2 * CELL)}  listed: ${reason}` : ''}`;
    });
  const heading = `${ENGINES.map((engine) => engine.padEnd(CELL)).join('')}test`;
  return [heading, ...lines].join('\n');
}

/** One line per engine: the number of tests with each result. */
export function totals(rows: Row[]): string {
  return ENGINES.map((engine) => {
    const results = rows.flatMap((row) => row[engine] ?? []);
    const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
    return `${engine.padEnd(6)} ${results.length} tests: ${count('pass')} pass, ${count('fail')} fail, ${count('expected failure')} expected to fail and do`;
  }).join('\n');
}

/** The messages of failed tests, except where a failure is listed. */
export function failures(rows: Row[], differences: Difference[]): string {
  const listed = new Set(differences.map(({ test }) => test));
  return rows
    .filter(({ id }) => !listed.has(id))
    .flatMap((row) => ENGINES.flatMap((engine) => failureOf(engine, row[engine])))
    .join('\n\n');
}

function failureOf(engine: string, result: TestResult | undefined): string[] {
  return result?.outcome === 'fail' ? [`● ${engine}: ${result.id}\n${result.message}`] : [];
}

function cell(result: TestResult | undefined): string {
  return (result ? `${result.outcome} ${result.seconds.toFixed(1)} s` : 'not run').padEnd(CELL);
}
