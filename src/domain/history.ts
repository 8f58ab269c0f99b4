import type { OperationView, StepView } from './operation.ts';
import { quantile } from './quantile.ts';

/** How long go-lives took before this one. At most fifty numbers: it is a part of the state of each operation. */
export interface History {
  /** Whether these were go-lives of the offer or of the publisher. */
  readonly basis: 'offer' | 'publisher';
  /** Seconds from submission to end of the newest go-lives, the shortest first; never empty. */
  readonly durations: readonly number[];
  /** By the id of a step. */
  readonly steps: Readonly<Record<string, StepHistory>>;
}

export interface StepHistory {
  /** Nine of ten took at most this many seconds. */
  readonly p90: number;
  readonly samples: number;
}

/** The fewest go-lives that show the usual duration; fewer may all be exceptions. */
export const MIN_SAMPLES = 3;
/** One number each. */
export const MAX_GO_LIVES = 14;
/** Two numbers each. */
const MAX_STEPS = 18;

/** Durations from operations that succeeded, the newest first; undefined when none of them shows how long it took. */
export function historyOf(basis: History['basis'], operations: readonly OperationView[]): History | undefined {
  const told = operations.flatMap(pastOf).slice(0, MAX_GO_LIVES);
  if (told.length === 0) return undefined;
  const durations = sorted(told.map(({ seconds }) => seconds));
  const steps = told.flatMap((past) => past.steps);
  const ids = [...new Set(steps.map(({ id }) => id))];
  const known = ids
    .map((id) => [id, sorted(steps.filter((step) => step.id === id).map(secondsOf))] as const)
    .filter(([, seconds]) => seconds.length > 0)
    .slice(0, MAX_STEPS)
    .map(([id, seconds]) => [id, { p90: quantile(seconds, 0.9), samples: seconds.length }] as const);
  return { basis, durations, steps: Object.fromEntries(known) };
}

/** A joined operation is left out, because when somebody else began it is not known. */
function pastOf({ joined, marketplace, endedAt }: OperationView): { seconds: number; steps: readonly StepView[] }[] {
  if (joined || !marketplace) return [];
  const seconds = secondsOf({ startedAt: marketplace.since, endedAt });
  return seconds === undefined ? [] : [{ seconds, steps: marketplace.steps }];
}

function secondsOf({ startedAt, endedAt }: { startedAt?: string | undefined; endedAt?: string | undefined }) {
  return startedAt === undefined || endedAt === undefined
    ? undefined
    : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}

function sorted(seconds: readonly (number | undefined)[]): number[] {
  return seconds.filter((each) => each !== undefined).sort((a, b) => a - b);
}
