import { SHORT_TESTS } from './short-form.ts';
import type { Suite } from './suites.ts';

/** The tests of a run. */
export interface Selection {
  isShort: boolean;
  includes(suite: Suite): boolean;
  /** A pattern for the paths of the suite's files. */
  filesIn(suite: Suite): string;
  /** A pattern for the titles; absent when all tests run. */
  titles?: string;
}

/**
 * Selects all tests, those of the short form, or those that `--only` names: a pattern for files, and after a colon one
 * for titles.
 * @throws Error when both options are given.
 */
export function selectionOf({ short = false, only }: { short?: boolean; only?: string }): Selection {
  if (short && only !== undefined) throw new Error('--short and --only are two ways to choose; take one of them.');
  if (only !== undefined) {
    const [files = '', titles] = only.split(/:(.*)/s);
    // A path must match both patterns, in any order.
    const filesIn = (suite: Suite) => `^(?=.*(${suite.files}))(?=.*(${files}))`;
    return { isShort: false, includes: () => true, filesIn, ...(titles && { titles }) };
  }
  if (!short) return { isShort: false, includes: () => true, filesIn: ({ files }) => files };
  const files = Object.keys(SHORT_TESTS);
  const titles = Object.values(SHORT_TESTS).flat();
  return {
    isShort: true,
    includes: (suite) => files.some((file) => new RegExp(suite.files).test(file)),
    filesIn: () => `(${files.map(escaped).join('|')})$`,
    titles: `^(${titles.map(escaped).join('|')})`,
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
