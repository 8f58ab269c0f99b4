/** Code in the app that guards against a behaviour of Microsoft's durable engine that the local engine copies. */
export interface Defence {
  name: string;
  /** The behaviour that it guards against. */
  against: string;
  file: string;
  /** Exact source text, which must occur exactly once, and its replacement without the defence. */
  find: string;
  replace: string;
  /** Files and titles of the tests that fail without it, on the local engine. */
  tests: { files: string; titles: string };
  /** Environment variables of those tests. */
  environment?: Record<string, string>;
}

export const DEFENCES: readonly Defence[] = [
  {
    name: 'late-timers',
    against: 'a timer fires up to a second before its time, and the orchestrator makes the same timer again',
    file: 'src/orchestrators/perform.ts',
    find: 'const EARLY_MS = 999;',
    replace: 'const EARLY_MS = 0;',
    tests: { files: 'conformance/test/timers', titles: 'one timer, early or not' },
  },
  {
    name: 'order-of-acceptance',
    against: 'operations reach the lane in another order than that in which they were accepted',
    file: 'src/domain/offer-lane.ts',
    find: '[...waiting, entry].toSorted(byAcceptance)',
    replace: '[...waiting, entry]',
    tests: { files: 'conformance/test/lane', titles: 'in the order in which they were accepted' },
    environment: { LOCAL_DURABLE_TROUBLE: 'disorder=1' },
  },
];
