import { quantile } from '../src/domain/quantile.ts';

// Generated go-lives: their durations, and those of the offer's earlier ones. Seeded, so each run measures the same
// ones.

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A number from 0 up to 1. */
export type Random = () => number;

/** Mulberry32: the same seed gives the same numbers on every machine. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const logUniform = (random: Random, from: number, to: number) => from * (to / from) ** random();
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Durations that publishers have reported, in seconds: from ten minutes to sixteen days. */
export function published(random: Random): number {
  const share = random();
  if (share < 0.35) return logUniform(random, 600, HOUR);
  if (share < 0.65) return logUniform(random, HOUR, 5 * HOUR);
  return share < 0.9 ? logUniform(random, 5 * HOUR, 4 * DAY) : logUniform(random, 4 * DAY, 16 * DAY);
}

/** Log-normal: deviations of a third in either direction are usual. */
export function logNormal(random: Random, median: number): number {
  return median * Math.exp(0.35 * normal(random));
}

/** As above, but one in twelve takes five times as long. */
export function withExceptions(random: Random, median: number): number {
  return logNormal(random, median) * (random() < 0.08 ? 5 : 1);
}

/** Half of them end early, the other half take six times as long. */
export function bimodal(random: Random, median: number): number {
  return median * (random() < 0.5 ? 0.6 : 3.6) * Math.exp(0.1 * normal(random));
}

/** `count` earlier durations, the shortest first. */
export function earlier(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw).sort((one, two) => one - two);
}

/** The value below which the given share of the values lies. */
export function shareOf(values: readonly number[], share: number): number {
  return quantile(
    values.toSorted((one, two) => one - two),
    share,
  );
}
