import { inWords } from './duration.ts';
import { type FollowingStage, followed } from './following.ts';
import type { GoLive } from './go-live.ts';
import { MIN_SAMPLES } from './history.ts';
import { after, type Instant, toRfc3339 } from './instant.ts';
import { isUnderWay } from './observation.ts';
import { quantile } from './quantile.ts';

/**
 * A go-live or step stands still once it has taken this multiple of the time within which nine of ten earlier ones
 * ended. Found with `npm run bench -- stall`: below three times, with room for the look that sees it; one in a thousand
 * that is merely slow is reported too.
 */
const TIMES_P90 = 2.6;

/** Without a history, a day without a change is too long. A little less, so that it is reported within the day. */
const STANDSTILL_SECONDS = 23 * 3600;
/** Nor is a step reported before this time, or before twice the longest time that the marketplace estimates for it. */
const MIN_STANDSTILL_SECONDS = 3600;
const TIMES_ESTIMATE = 2;

/** From when on it counts as standing still, and the message for people. */
export interface Stall {
  readonly at: Instant;
  readonly message: string;
}

/** When it will have taken too long: by earlier go-lives or, without any, by the time since the last change. */
export function stallOf(state: GoLive, stage: FollowingStage): Stall {
  const stalls = [...stepStalls(state), ...wholeStall(state)];
  return stalls.toSorted((one, two) => one.at - two.at)[0] ?? standstill(state, stage);
}

function stepStalls(state: GoLive): Stall[] {
  const { observed, stepTimes = {} } = followed(state);
  return (observed?.steps ?? []).flatMap(({ id, name, status }) => {
    const since = stepTimes[id]?.startedAt;
    const past = state.history?.steps[id];
    if (!isUnderWay(status) || since === undefined || !past || past.samples < MIN_SAMPLES) return [];
    return [longerThan(state, `Step "${name}"`, since, past.p90, past.samples)];
  });
}

function wholeStall(state: GoLive): Stall[] {
  const { history, joined } = state;
  if (!history || joined || history.durations.length < MIN_SAMPLES) return [];
  const { operationId, since } = followed(state);
  const p90 = quantile(history.durations, 0.9);
  return [longerThan(state, `Marketplace operation ${operationId}`, since, p90, history.durations.length)];
}

/** Looks are no finer than the upper bound of the schedule: what took less was perhaps only seen late. */
function longerThan({ request, history }: GoLive, what: string, since: Instant, p90: number, samples: number): Stall {
  const whose = `earlier go-lives of this ${history?.basis}`;
  return {
    at: after(since, Math.max(TIMES_P90 * p90, request.terms.pollMaxSeconds)),
    message: `${what} has run since ${toRfc3339(since)}. Nine of ten of ${samples} ${whose} were through with it in ${inWords(p90)}: it appears to stand still.`,
  };
}

function standstill(state: GoLive, { progressAt }: FollowingStage): Stall {
  const { operationId, observed } = followed(state);
  const step = observed?.steps.find(({ status }) => isUnderWay(status));
  const estimated = step?.estimateSeconds === undefined ? STANDSTILL_SECONDS : step.estimateSeconds * TIMES_ESTIMATE;
  const seconds = Math.min(Math.max(estimated, MIN_STANDSTILL_SECONDS), STANDSTILL_SECONDS);
  const said = step?.estimate === undefined ? '' : ` The marketplace's own estimate of it is "${step.estimate}".`;
  const what = step
    ? `step "${step.name}" of marketplace operation ${operationId}`
    : `marketplace operation ${operationId}`;
  return {
    at: after(progressAt, seconds),
    message: `Since ${toRfc3339(progressAt)} nothing has changed in ${what}, and no earlier go-lives tell how long it takes.${said}`,
  };
}
