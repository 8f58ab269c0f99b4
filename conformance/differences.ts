import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { EngineName } from './engine-name.ts';
import type { Outcome, TestResult } from './run-jest.ts';

const OUTCOMES = ['pass', 'fail', 'expected failure'] as const satisfies Outcome[];

const Differences = z.array(
  z.strictObject({ test: z.string(), local: z.enum(OUTCOMES), real: z.enum(OUTCOMES), reason: z.string().min(20) }),
);

/** A test that is known to give different results on the two engines, with the reason. */
export type Difference = z.infer<typeof Differences>[number];

/** The results of one test; an engine's result is absent when the test was not run on it. */
export type Row = { id: string } & Partial<Record<EngineName, TestResult>>;

/** Reads the allowed differences. @throws Error when the file is not a list of them, or names a test twice. */
export function readDifferences(file: string): Difference[] {
  const parsed = Differences.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const names = parsed.data.map(({ test }) => test);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${file} names the test "${twice}" twice.`);
  return parsed.data;
}

/** Combines the two results of each test. */
export function join(results: Record<EngineName, TestResult[]>): Row[] {
  const rows = new Map<string, Row>();
  for (const engine of ['local', 'real'] as const)
    for (const result of results[engine])
      rows.set(result.id, { ...rows.get(result.id), id: result.id, [engine]: result });
  return [...rows.values()];
}

/** The problems that fail the run, one sentence each. */
export function problemsOf(rows: Row[], differences: Difference[]): string[] {
  const allowed = new Map(differences.map((difference) => [difference.test, difference]));
  return rows.flatMap((row) => {
    const problem = problemOf(row, allowed.get(row.id));
    return problem === undefined ? [] : [`${row.id}: ${problem}`];
  });
}

function problemOf({ local, real }: Row, allowed: Difference | undefined): string | undefined {
  if (!local || !real) return `it was run on ${local ? 'the local' : "Microsoft's"} engine only.`;
  const seen = `${local.outcome} on the local engine, ${real.outcome} on Microsoft's`;
  if (allowed) {
    if (local.outcome === allowed.local && real.outcome === allowed.real) return undefined;
    return `${seen}; differences.json lists ${allowed.local} and ${allowed.real}. Correct the entry, or remove it.`;
  }
  if (local.outcome !== real.outcome)
    return `${seen}. One of the engines is wrong: repair it, or list the difference and its reason in differences.json.`;
  return local.outcome === 'fail' ? 'it fails on both engines.' : undefined;
}
