import { cancel } from '../../../src/activities/cancel.ts';
import { inspect } from '../../../src/activities/inspect.ts';
import { observe } from '../../../src/activities/observe.ts';
import { submit } from '../../../src/activities/submit.ts';
import { apply } from '../../../src/domain/apply.ts';
import type { Command, Outcome, Signal } from '../../../src/domain/command.ts';
import type { GoLive } from '../../../src/domain/go-live.ts';
import { next } from '../../../src/domain/next.ts';
import type { Phase } from '../../../src/domain/phase.ts';
import type { Transition } from '../../../src/domain/transition.ts';
import type { Marketplace } from '../../../src/marketplace/port.ts';
import type { Rehearsal } from './rehearsal.ts';

export interface World {
  marketplace: Marketplace;
  rehearsal: Rehearsal;
  /** Each is raised when its phase is reached. */
  signals: { from: Phase; signal: Signal }[];
  /**
   * In which kinds of activities the process dies before the answer is recorded, and in how many of the first of each
   * kind.
   */
  crashes: { kinds: string[]; times: number; posted: boolean };
}

const RESTART_SECONDS = 5;
const MAX_STEPS = 2000;

/** Carries a go-live to its end, as the orchestration does, but in the rehearsal's time: commands out, outcomes in. */
export async function carry(started: GoLive, world: World): Promise<{ state: GoLive; transitions: Transition[] }> {
  const { marketplace, rehearsal } = world;
  const transitions: Transition[] = [];
  const signals = [...world.signals];
  const tickets = new Map<number, number>();
  const performed = new Map<string, number>();
  let state = started;

  /** Performs the activity; with `posts: false` the process dies once it has its ticket. */
  async function act(command: Exclude<Command, { kind: 'wait' | 'end' }>, posts = true): Promise<Outcome> {
    const ports = {
      marketplace: () => marketplace,
      prepare: async () => undefined,
      clock: { wallMs: rehearsal.now, monotonicMs: rehearsal.now },
      takeTicket: async (_checkpoint: GoLive, attempt: number) => {
        const at = tickets.get(attempt);
        if (at !== undefined) return { kind: 'taken' as const, at };
        tickets.set(attempt, rehearsal.now());
        if (!posts) throw new Died();
        return { kind: 'won' as const, at: rehearsal.now() };
      },
    };
    switch (command.kind) {
      case 'announce':
        return { kind: 'announce', result: announced(command.checkpoint.sequence) };
      case 'inspect':
        return { kind: 'inspect', result: await inspect(command, ports) };
      case 'observe':
        return { kind: 'observe', result: await observe(command, ports) };
      case 'cancel':
        return { kind: 'cancel', result: await cancel(command, ports) };
      case 'submit':
        return { kind: 'submit', result: await submit(command, ports) };
      default:
        throw new Error(`No case has a lane; the machine asked for "${command.kind}".`);
    }
  }

  async function perform(command: Exclude<Command, { kind: 'end' }>): Promise<Outcome> {
    const due = signals.findIndex(({ from }) => from === state.stage.phase);
    const [raised] = due < 0 ? [] : signals.splice(due, 1);
    if (raised) return { kind: 'signaled', signal: raised.signal };
    if (command.kind === 'wait') {
      rehearsal.pass(Math.max(0, command.until - rehearsal.now()) / 1000);
      return { kind: 'timed-out' };
    }
    const { kinds, times, posted } = world.crashes;
    const earlier = performed.get(command.kind) ?? 0;
    performed.set(command.kind, earlier + 1);
    if (kinds.includes(command.kind) && earlier < times) {
      await act(command, posted).catch(diedOnly);
      rehearsal.pass(RESTART_SECONDS);
    }
    return act(command);
  }

  for (let steps = 0; steps < MAX_STEPS; steps++) {
    transitions.push(...state.outbox.transitions.filter(({ sequence }) => sequence > transitions.length));
    const command = next(state);
    if (command.kind === 'end') return { state, transitions };
    state = JSON.parse(JSON.stringify(apply(state, await perform(command), rehearsal.now())));
  }
  throw new Error(`Not over after ${MAX_STEPS} steps; the phase is "${state.stage.phase}".`);
}

class Died extends Error {}

function diedOnly(error: unknown): void {
  if (!(error instanceof Died)) throw error;
}

function announced(through: number) {
  return { kind: 'announced' as const, written: through, published: through };
}
