/**
 * How much a test tries. `npm test` plays a share of the cases from one fixed seed, so that only the code decides
 * whether it is green. `npm run test:slow` plays all of them from a new seed, which a failure prints.
 */
export const IS_FULL = process.env['TEST_DEPTH'] === 'full';

const SHORT_SEED = 20_261_126;
const SHORT_SHARE = 0.25;

/** Parameters of a fast-check property. `full`: the number of cases at full depth. */
export function propertyRuns(full: number): { numRuns: number; seed?: number } {
  return IS_FULL ? { numRuns: full } : { numRuns: Math.ceil(full * SHORT_SHARE), seed: SHORT_SEED };
}

/**
 * Seeds for kills: only `KILL_SEED` when it is set, otherwise `count` new ones. Each test has its seed in its title.
 */
export function killSeeds(count: number): number[] {
  const given = process.env['KILL_SEED'];
  if (given !== undefined) {
    if (!/^\d+$/.test(given))
      throw new Error(`KILL_SEED is "${given}"; it must be a whole number, as in a test's title.`);
    return [Number(given)];
  }
  const first = Date.now() % 1_000_000;
  return Array.from({ length: count }, (_, index) => first + index);
}
