import type { Instant } from '../../src/domain/instant.ts';
import { enterLane, type Line, leaveLane, type Place } from '../../src/domain/offer-lane.ts';

/** Another operation of ours that is ahead in the lane. */
export interface Ahead {
  readonly id: string;
  readonly endsAt: Instant;
  /** `false`: it is terminated or purged, and never leaves the lane by itself. */
  readonly leaves: boolean;
}

const CANCELING_SECONDS = 60;

export type Lane = ReturnType<typeof createLane>;

/** An offer's lane in which others are ahead. */
export function createLane(ahead: readonly Ahead[] = []) {
  const ends = new Map(ahead.map(({ id, endsAt }) => [id, endsAt]));
  let line: Line = ahead.map(({ id }, position) => ({ operationId: id, acceptedAt: position }));

  function pass(now: Instant): void {
    for (const { id, leaves } of ahead) if (leaves && (ends.get(id) ?? 0) <= now) line = leaveLane(line, id).line;
  }

  return {
    enter(id: string, acceptedAt: Instant, now: Instant): Place {
      pass(now);
      const entered = enterLane(line, { operationId: id, acceptedAt });
      line = entered.line;
      return entered.place;
    },
    leave(id: string, now: Instant): { next?: string } {
      pass(now);
      const left = leaveLane(line, id);
      line = left.line;
      return left.next === undefined ? {} : { next: left.next };
    },
    isAlive: (id: string, now: Instant): boolean => (ends.get(id) ?? 0) > now,
    cancel(id: string, now: Instant): void {
      ends.set(id, Math.min(ends.get(id) ?? now, now + CANCELING_SECONDS * 1000));
    },
    /** When the last operation ahead leaves and wakes the next one; a dead operation wakes none. */
    wakesAt(): Instant | undefined {
      return ahead.length > 0 && ahead.every(({ leaves }) => leaves) ? Math.max(...ends.values()) : undefined;
    },
  };
}
