import { apply } from '../../src/domain/apply.ts';
import type { AnnounceOutcome, Command, Outcome, Signal } from '../../src/domain/command.ts';
import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { next } from '../../src/domain/next.ts';
import type { Phase } from '../../src/domain/phase.ts';
import type { Transition } from '../../src/domain/transition.ts';
import type { Lane } from './lane-model.ts';
import type { Marketplace } from './marketplace-model.ts';

/** The three functions that are tested; a mutated variant has the same. */
export interface Machine {
  begin: typeof begin;
  next: typeof next;
  apply: typeof apply;
}

export const MACHINE: Machine = { begin, next, apply };

/** What is done outside of the machine: activities and calls of the lane. */
export type Work = Exclude<Command, { kind: 'wait' } | { kind: 'end' }>;

/**
 * How the process dies in an activity: `before` it did anything, `begun` (the ticket is taken, the POST not sent),
 * `after` it did all but before its answer was recorded; each time the activity is performed again. `lost`: as `after`,
 * but the shell gives up on it and tells the machine that it was interrupted.
 */
export type Crash = 'before' | 'begun' | 'after' | 'lost';

export interface Scene {
  readonly request: GoLiveRequest;
  readonly marketplace: Marketplace;
  readonly lane: Lane;
  readonly signals: readonly { readonly signal: Signal; readonly from: Phase | Instant }[];
  /** How the process dies in the n-th activity, if it does. */
  crash(activity: number, kind: Work['kind']): Crash | undefined;
  /** How many seconds the n-th activity takes. */
  seconds(activity: number, kind: Work['kind']): number;
  /** How many of the transitions Event Grid takes at the n-th try, and whether it says so. */
  deliver(attempt: number, count: number, now: Instant): { readonly taken: number; readonly told: boolean };
  /** The activity takes a ticket in durable storage before it sends a POST. */
  readonly tickets: boolean;
}

export interface Report {
  readonly state: GoLive;
  readonly steps: number;
  /** The most commands without time passing in between. */
  readonly stepsAtOnce: number;
  /** All transitions of the state, announced or not. */
  readonly transitions: readonly Transition[];
  /** Sequence numbers as Event Grid got them, repeated ones left out. */
  readonly received: readonly number[];
}

const RESTART_SECONDS = 5;
const MOST_STEPS = 20_000;

/** Carries a go-live to its end in a world of its own, as the orchestration does: commands out, outcomes in. */
export function simulate(scene: Scene, machine: Machine = MACHINE): Report {
  const { request } = scene;
  const transitions: Transition[] = [];
  const received: number[] = [];
  const signals = [...scene.signals];
  const tickets = new Set<string>();
  let now = request.requestedAt;
  let activities = 0;
  let announcements = 0;
  let woken = false;
  let stepsAtOnce = 0;
  let moment = { at: now, steps: 0 };
  let state = machine.begin(request, now);

  function announce(batch: readonly Transition[]): AnnounceOutcome {
    const { taken, told } = scene.deliver(announcements++, batch.length, now);
    const sent = batch.slice(0, taken);
    received.push(...sent.map(({ sequence }) => sequence).filter((sequence) => !received.includes(sequence)));
    const through = sent.at(-1)?.sequence;
    return told && through !== undefined ? { kind: 'announced', through } : { kind: 'delayed', message: '503' };
  }

  /** What the activity does; with `begun` it dies between its ticket and its POST. */
  function act(command: Work, crash?: Crash): Outcome | undefined {
    switch (command.kind) {
      case 'announce':
        return { kind: 'announce', result: announce(command.transitions) };
      case 'inspect':
        return { kind: 'inspect', result: scene.marketplace.inspect(now) };
      case 'observe':
        return { kind: 'observe', result: scene.marketplace.observe(command.ref, now) };
      case 'cancel':
        return { kind: 'cancel', result: scene.marketplace.cancel(command.ref, now) };
      case 'enter-lane':
        return {
          kind: 'enter-lane',
          result: { kind: 'entered', ...scene.lane.enter(command.operationId, command.acceptedAt, now) },
        };
      case 'leave-lane':
        return { kind: 'leave-lane', result: { kind: 'left', ...scene.lane.leave(command.operationId, now) } };
      case 'find-operation': {
        const kind = scene.lane.isAlive(command.operationId, now) ? 'alive' : 'gone';
        return { kind: 'find-operation', result: { kind } };
      }
      case 'signal-operation':
        scene.lane.cancel(command.operationId, now);
        return { kind: 'signal-operation', result: { kind: 'raised' } };
      case 'submit': {
        const ticket = `${command.operationId}/${command.intent.attempt}`;
        if (scene.tickets && tickets.has(ticket))
          return { kind: 'submit', result: { kind: 'unknown', message: 'begun before' } };
        tickets.add(ticket);
        if (crash === 'begun') return undefined;
        return { kind: 'submit', result: scene.marketplace.submit(command.intent.version, now) };
      }
    }
  }

  function run(command: Work): Outcome {
    const activity = activities++;
    const seconds = scene.seconds(activity, command.kind);
    const crash = scene.crash(activity, command.kind);
    if (crash) {
      if (crash !== 'before') act(command, crash);
      now += RESTART_SECONDS * 1000;
      if (crash === 'lost') return { kind: command.kind, result: { kind: 'interrupted', message: 'died' } };
    }
    const outcome = act(command);
    scene.marketplace.seen(shownBy(outcome), now);
    now += seconds * 1000;
    if (!outcome) throw new Error(`Activity "${command.kind}" answered nothing.`);
    return outcome;
  }

  function perform(command: Exclude<Command, { kind: 'end' }>): Outcome {
    const wakesAt = scene.lane.wakesAt();
    if (!woken && wakesAt !== undefined && wakesAt <= now) {
      woken = true;
      return { kind: 'signaled', signal: { kind: 'lane-free' } };
    }
    const due = signals.findIndex(({ from }) => (typeof from === 'number' ? from <= now : from === state.stage.phase));
    const [raised] = due < 0 ? [] : signals.splice(due, 1);
    if (raised) return { kind: 'signaled', signal: raised.signal };
    if (command.kind !== 'wait') return run(command);
    const moments = signals.flatMap(({ from }) => (typeof from === 'number' ? from : []));
    if (!woken && wakesAt !== undefined) moments.push(wakesAt);
    now = Math.max(now, Math.min(command.until, ...moments));
    return moments.includes(now) && now < command.until ? perform(command) : { kind: 'timed-out' };
  }

  for (let steps = 0; steps < MOST_STEPS; steps++) {
    transitions.push(...state.outbox.transitions.filter(({ sequence }) => sequence > transitions.length));
    const command = machine.next(state);
    if (command.kind === 'end') return { state, steps, stepsAtOnce, transitions, received };
    const outcome = perform(command);
    moment = moment.at === now ? { at: now, steps: moment.steps + 1 } : { at: now, steps: 1 };
    stepsAtOnce = Math.max(stepsAtOnce, moment.steps);
    // Through JSON: every state may be the input of the orchestration's next run.
    state = JSON.parse(JSON.stringify(machine.apply(state, outcome, now)));
  }
  throw new Error(`Not over after ${MOST_STEPS} steps; the phase is "${state.stage.phase}".`);
}

/** The marketplace operations of which this outcome tells. */
function shownBy(outcome: Outcome | undefined): readonly string[] {
  if (outcome?.kind === 'submit' && outcome.result.kind === 'accepted') return [outcome.result.operationId];
  if (outcome?.kind === 'inspect' && outcome.result.kind === 'inspected')
    return outcome.result.offer.running.map(({ operationId }) => operationId);
  return [];
}
