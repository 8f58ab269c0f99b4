import type { GoLive } from './go-live.ts';
import type { Instant } from './instant.ts';
import { isUnderWay } from './observation.ts';
import type { Stage } from './stage.ts';
import type { Measure } from './transition.ts';

/** Adds what this change of a go-live has brought to an end; the newest transition carries it, or else the next one. */
export function measured(before: GoLive, after: GoLive): GoLive {
  const { measures: waiting = [], ...rest } = after;
  const measures = [...waiting, ...endedBy(before, after)];
  if (measures.length === 0) return after;
  const newest = after.outbox.transitions.at(-1);
  if (newest === undefined || after.sequence === before.sequence) return { ...after, measures };
  const transitions = [...after.outbox.transitions.slice(0, -1), { ...newest, measures }];
  return { ...rest, outbox: { ...after.outbox, transitions } };
}

function endedBy(before: GoLive, after: GoLive): Measure[] {
  return [
    ...waitInQueue(before, after),
    ...settling(before, after),
    ...steps(before, after),
    ...attention(before, after),
    ...checks(before, after),
  ];
}

/** An operation that entered the lane without waiting is left out: its zero would hide how long waits take. */
function waitInQueue({ stage, place }: GoLive, after: GoLive): Measure[] {
  if (stage.phase !== 'queued' || after.stage.phase === 'queued' || (stage.laneKey !== undefined && !place?.told))
    return [];
  const behind = stage.laneKey !== undefined ? 'operation' : 'marketplace-operation';
  return [{ name: 'lane-wait.duration', value: seconds(stage.since, after), dimensions: { behind } }];
}

function settling({ stage }: GoLive, after: GoLive): Measure[] {
  if (stage.phase !== 'settling' || after.stage.phase === 'settling') return [];
  const outcome = settledAs(after.stage);
  const since = stage.unsettled.intent.intendedAt;
  return [{ name: 'settling.duration', value: seconds(since, after), dimensions: { outcome } }];
}

function settledAs(stage: Stage): string {
  if (stage.phase === 'submitting') return 'absent';
  if (stage.phase !== 'ended') return 'adopted';
  const { end } = stage;
  if (end.status === 'Succeeded') return 'live';
  return end.status === 'Failed' && end.error.code === 'DeadlineExceeded' ? 'unknown' : 'ended';
}

function steps({ marketplace }: GoLive, after: GoLive): Measure[] {
  return Object.entries(marketplace?.stepTimes ?? {}).flatMap(([step, { startedAt, endedAt }]) => {
    const status = after.marketplace?.observed?.steps.find(({ id }) => id === step)?.status;
    if (startedAt === undefined || endedAt !== undefined || status === undefined || isUnderWay(status)) return [];
    return [{ name: 'step.duration' as const, value: seconds(startedAt, after), dimensions: { step, status } }];
  });
}

function attention({ attention }: GoLive, after: GoLive): Measure[] {
  if (!attention || attention.code === after.attention?.code) return [];
  return [{ name: 'attention.duration', value: seconds(attention.since, after), dimensions: { code: attention.code } }];
}

function checks(before: GoLive, after: GoLive): Measure[] {
  if (before.stage.phase === 'ended' || after.stage.phase !== 'ended') return [];
  return [{ name: 'checks', value: after.checks, dimensions: { status: after.stage.end.status } }];
}

function seconds(since: Instant, { now }: GoLive): number {
  return (now - since) / 1000;
}
