import type { Instant } from '../../src/domain/instant.ts';
import type { World } from './world.ts';

/**
 * The point at which a run of an activity stops: before it began, at one of its calls, after one, or when all was done.
 */
export interface Death {
  readonly at: 'before' | 'after' | { readonly before: Call } | { readonly passed: 'ticket' };
  /**
   * The run does not die but stands still for this long and then continues. On a `suspended` machine the monotonic
   * clock stops too.
   */
  readonly standsStillFor?: number;
  readonly suspended?: true;
  /** Afterwards the platform either runs the activity again or tells the machine that it was lost. */
  readonly afterwards: 'again' | 'lost';
}

/** What happens to an activity besides doing its work. */
export interface Fate {
  /** It begins this many seconds after it was requested. */
  readonly beginsAfter?: number;
  readonly death?: Death;
  /** The platform runs it a second time, this many seconds after its first start. */
  readonly againAfter?: number;
  /** The record is away: it cannot be reached for a ticket, or it takes the ticket but its answer is lost. */
  readonly recordAway?: 'unasked' | 'unanswered';
}

export type Call = 'prepare' | 'ticket' | 'inspect' | 'post' | 'sent' | 'observe' | 'running' | 'cancel';

/** One run of an activity, which decides for each call whether it gets through. */
export function openRun(world: World, death: Death | undefined) {
  let stoodStill = false;
  let stoodStillMs = 0;
  let stop: (how: 'stopped') => void = ignore;
  const stopped = new Promise<'stopped'>((resolve) => {
    stop = resolve;
  });
  let isOver: Promise<unknown> = Promise.resolve();

  async function pause(): Promise<void> {
    if (stoodStill) return;
    stoodStill = true;
    stop('stopped');
    const seconds = death?.standsStillFor;
    // A dead run never continues; it must not throw anything that the activity could catch.
    if (seconds === undefined) return new Promise(ignore);
    await new Promise<void>((resolve) => {
      world.at(world.now() + seconds * 1000, async () => {
        if (death?.suspended) stoodStillMs += seconds * 1000;
        resolve();
        await isOver;
      });
    });
  }

  return {
    stopped,
    monotonicMs: (): Instant => world.now() - stoodStillMs,
    async gate(call: string): Promise<void> {
      if (typeof death?.at === 'object' && 'before' in death.at && death.at.before === call) await pause();
    },
    async passed(call: string): Promise<void> {
      if (typeof death?.at === 'object' && 'passed' in death.at && death.at.passed === call) await pause();
    },
    /** Wraps the whole run; an error that it throws after its death is discarded. */
    over<T>(work: Promise<T>): Promise<T> {
      isOver = work.catch(() => undefined);
      return work;
    },
  };
}

function ignore(): void {}
