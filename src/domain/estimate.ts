import type { GoLive, TrackedOperation } from './go-live.ts';
import { after, type Instant, toRfc3339 } from './instant.ts';
import { isUnderWay } from './observation.ts';
import type { EstimateView } from './operation.ts';
import { quantile } from './quantile.ts';

/** What has lasted for longer than all before it may last as long again, for nothing else is known of it. */
const BEYOND_EXPERIENCE = { median: 1.5, last: 2 };

/** When a running go-live will probably end, given how long it has taken so far; undefined without any basis. */
export function estimateOf(state: GoLive): EstimateView | undefined {
  const { stage, marketplace } = state;
  if (stage.phase !== 'publishing' || !marketplace) return undefined;
  return byHistory(state, marketplace) ?? byMarketplace(state, marketplace);
}

/** Only earlier go-lives that took longer than this one has so far count: it has already outlasted the others. */
function byHistory({ now, joined, history }: GoLive, { since }: TrackedOperation): EstimateView | undefined {
  if (!history || joined) return undefined;
  const { basis, durations } = history;
  const elapsed = (now - since) / 1000;
  const longer = durations.filter((seconds) => seconds > elapsed);
  const about = { basis, samples: durations.length };
  if (longer.length === 0) {
    const { median, last } = BEYOND_EXPERIENCE;
    return { ...moments(since, elapsed, elapsed * median, elapsed * last), ...about };
  }
  return { ...moments(since, quantile(longer, 0.1), quantile(longer, 0.5), quantile(longer, 0.9)), ...about };
}

/** The marketplace gives each step's longest time. Their sum is the latest moment, and the only one known. */
function byMarketplace({ now }: GoLive, { observed, stepTimes = {} }: TrackedOperation): EstimateView | undefined {
  const left = (observed?.steps ?? [])
    .filter(({ status }) => status === 'not-started' || isUnderWay(status))
    .map(({ id, estimateSeconds = 0 }) =>
      Math.max(0, estimateSeconds - (now - (stepTimes[id]?.startedAt ?? now)) / 1000),
    )
    .reduce((sum, seconds) => sum + seconds, 0);
  return left === 0 ? undefined : { ...moments(now, 0, left, left), basis: 'marketplace', samples: 0 };
}

function moments(from: Instant, earliest: number, median: number, latest: number) {
  return {
    at: toRfc3339(after(from, median)),
    earliest: toRfc3339(after(from, earliest)),
    latest: toRfc3339(after(from, latest)),
  };
}
