import type { Instant } from '../../src/domain/instant.ts';

export type World = ReturnType<typeof createWorld>;

/** A time that only the test moves, and what happens in it: between any two calls of anybody. */
export function createWorld(start: Instant) {
  let now = start;
  const tasks: { at: Instant; run: () => Promise<void> | void }[] = [];

  /** Lets time go on to this moment; what is due until then happens, each thing at its own moment. */
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
    /** Everything that is still to happen. */
    async drain(): Promise<void> {
      for (let next = tasks[0]; next !== undefined; next = tasks[0]) await advance(Math.max(now, next.at));
    },
  };
}
