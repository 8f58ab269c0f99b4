import type { Instant } from '../../src/domain/instant.ts';
import type { World } from './world.ts';

/** Where a run of an activity stops: before it began, at one of its calls, after one, or when all was done. */
export interface Death {
  readonly at: 'before' | 'after' | { readonly before: Call } | { readonly passed: 'ticket' };
  /** It does not die but stands still for so long, and goes on then; a `suspended` machine's monotonic clock stands still too. */
  readonly standsStillFor?: number;
  readonly suspended?: true;
  /** The platform runs the activity again, or tells the machine that it was interrupted. */
  readonly afterwards: 'again' | 'lost';
}

/** What happens to an activity besides doing its work. */
export interface Fate {
  /** It begins so many seconds after it was asked for. */
  readonly beginsAfter?: number;
  readonly death?: Death;
  /** The platform runs it a second time so many seconds after its first begin. */
  readonly againAfter?: number;
  /** The record is away when a ticket is asked for, or does not answer when it has taken it. */
  readonly recordAway?: 'unasked' | 'unanswered';
}

export type Call = 'prepare' | 'ticket' | 'inspect' | 'post' | 'sent' | 'observe' | 'running' | 'cancel';

/** One run of an activity: lets it through its calls, or not. */
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
    // What died does not go on; it throws nothing that the activity could catch.
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
    /** The whole run; what it throws while nobody waits for it is nobody's. */
    over<T>(work: Promise<T>): Promise<T> {
      isOver = work.catch(() => undefined);
      return work;
    },
  };
}

function ignore(): void {}
