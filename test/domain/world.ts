import type { Instant } from '../../src/domain/instant.ts';

export type World = ReturnType<typeof createWorld>;

/** A clock that only the test moves, and the events that are due on it, between any two calls. */
export function createWorld(start: Instant) {
  let now = start;
  const tasks: { at: Instant; run: () => Promise<void> | void }[] = [];

  /** Moves the clock to this moment and runs everything that is due by then, each thing at its own time. */
  async function advance(to: Instant): Promise<void> {
    for (;;) {
      const [next] = tasks;
      if (next === undefined || next.at > to) break;
      tasks.shift();
      now = Math.max(now, next.at);
      await next.run();
    }
    now = Math.max(now, to);
  }

  return {
    now: () => now,
    advance,
    pass: (seconds: number) => advance(now + seconds * 1000),
    at(moment: Instant, run: () => Promise<void> | void): void {
      const index = tasks.findIndex(({ at }) => at > moment);
      tasks.splice(index < 0 ? tasks.length : index, 0, { at: moment, run });
    },
    /** Runs everything that is still due. */
    async drain(): Promise<void> {
      for (let next = tasks[0]; next !== undefined; next = tasks[0]) await advance(Math.max(now, next.at));
    },
  };
}
