import { cancel } from '../../src/activities/cancel.ts';
import { inspect } from '../../src/activities/inspect.ts';
import { observe } from '../../src/activities/observe.ts';
import { submit, type TakeTicket } from '../../src/activities/submit.ts';
import { apply } from '../../src/domain/apply.ts';
import { differenceFrom } from '../../src/domain/before.ts';
import type { AnnounceOutcome, Command, Outcome, Signal } from '../../src/domain/command.ts';
import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { next } from '../../src/domain/next.ts';
import type { Phase } from '../../src/domain/phase.ts';
import { SEND_WINDOW_SECONDS } from '../../src/domain/settle-time.ts';
import type { Transition } from '../../src/domain/transition.ts';
import type { Marketplace as Port } from '../../src/marketplace/port.ts';
import { RecordUnavailable } from '../../src/platform/record/table.ts';
import { type Death, type Fate, openRun } from './activity-run.ts';
import type { Lane } from './lane-model.ts';
import { createMarketplace, type Marketplace, type MarketplaceScript } from './marketplace-model.ts';
import { createWorld } from './world.ts';

/**
 * The tested code: the machine and the activities that touch the marketplace. A mutated variant has the same members.
 */
export interface Machine {
  begin: typeof begin;
  next: typeof next;
  apply: typeof apply;
  inspect: typeof inspect;
  observe: typeof observe;
  submit: typeof submit;
  cancel: typeof cancel;
}

export const MACHINE: Machine = { begin, next, apply, inspect, observe, submit, cancel };

/** Work outside the machine: activities and calls of the lane. */
export type Work = Exclude<Command, { kind: 'wait' } | { kind: 'end' }>;

export interface Scene {
  readonly request: GoLiveRequest;
  readonly marketplace: MarketplaceScript;
  readonly lane: Lane;
  readonly signals: readonly { readonly signal: Signal; readonly from: Phase | Instant }[];
  /** The fate of the n-th activity besides its work; `earlier` is the number of earlier ones of its kind. */
  fate(activity: number, kind: Work['kind'], earlier: number): Fate | undefined;
  /** The seconds between the n-th activity's work and its answer. */
  seconds(activity: number, kind: Work['kind']): number;
  /** How many transitions Event Grid accepts at the n-th attempt, and whether it reports that. */
  deliver(attempt: number, count: number, now: Instant): { readonly taken: number; readonly told: boolean };
  /** The difference between the wall clock of an activity's n-th run and the orchestration's, in seconds. */
  readonly clockSkew?: (run: number) => number;
  /** Whether the activity takes a ticket in durable storage before it sends a POST. */
  readonly tickets: boolean;
}

/** One outcome: when its command was issued, when it arrived, and the resulting state. */
export interface TrailStep {
  readonly askedAt: Instant;
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly state: GoLive;
}

export interface Report {
  readonly state: GoLive;
  readonly steps: number;
  /** The most commands without time passing in between. */
  readonly stepsAtOnce: number;
  /** All transitions of the state, announced or not. */
  readonly transitions: readonly Transition[];
  /** Sequence numbers in the order in which Event Grid received them, without duplicates. */
  readonly received: readonly number[];
  readonly marketplace: Marketplace;
  /** Each state and the outcome that led to it, the newest last. */
  /** Sends for which the precondition was missing. */
  readonly violations: readonly string[];
  readonly trail: readonly TrailStep[];
  /** When the operation left the lane. */
  readonly leftAt?: Instant;
}

const RESTART_SECONDS = 5;
/** Ten minutes, plus the allowed difference between the clocks of two machines. */
const MAX_BLIND_MS = 630_000;
const MAX_STEPS = 20_000;

/** Carries a go-live to its end in a world of its own, as the orchestration does: commands out, outcomes in. */
export async function simulate(scene: Scene, machine: Machine = MACHINE): Promise<Report> {
  const { request } = scene;
  const world = createWorld(request.requestedAt);
  const marketplace = createMarketplace(scene.marketplace, world);
  const transitions: Transition[] = [];
  const received: number[] = [];
  const signals = [...scene.signals];
  const tickets = new Map<string, Instant>();
  const trail: TrailStep[] = [];
  const violations: string[] = [];
  const performed = new Map<Work['kind'], number>();
  let activities = 0;
  let runs = 0;
  let announcements = 0;
  let woken = false;
  let stepsAtOnce = 0;
  let moment = { at: world.now(), steps: 0 };
  let leftAt: Instant | undefined;
  let state = machine.begin(request, world.now());

  /** The record stores everything new; Event Grid accepts some of what is not published yet. */
  function announce({ sequence: written, outbox }: GoLive): AnnounceOutcome {
    const batch = transitions.slice(outbox.published, written);
    const { taken, told } = scene.deliver(announcements++, batch.length, world.now());
    const sent = batch.slice(0, taken);
    received.push(...sent.map(({ sequence }) => sequence).filter((sequence) => !received.includes(sequence)));
    const published = sent.at(-1)?.sequence;
    if (told && published !== undefined) return { kind: 'announced', written, published };
    return { kind: 'delayed', written, published: outbox.published, message: '503' };
  }

  /** One run of an activity, with a clock of its own; it may stand still or die at any of its calls. */
  function start(command: Work, fate: Fate = {}): { outcome: Promise<Outcome>; stopped: Promise<'stopped'> } {
    const run = openRun(world, fate.death);
    const skewMs = (scene.clockSkew?.(runs++) ?? 0) * 1000;
    const clock = { wallMs: () => world.now() + skewMs, monotonicMs: run.monotonicMs };
    const port = command.kind === 'submit' ? watchPost(command, run.gate) : marketplace.port(run.gate);
    const takeTicket: TakeTicket = async ({ request: { operationId } }, attempt) => {
      await run.gate('ticket');
      if (fate.recordAway === 'unasked') throw new RecordUnavailable('503');
      const name = `${operationId}/${attempt}`;
      // R12: once an operation has ended, the record grants it no ticket.
      if (state.stage.phase === 'ended') return { kind: 'closed' };
      const at = tickets.get(name);
      if (scene.tickets && at !== undefined) return { kind: 'taken', at };
      tickets.set(name, clock.wallMs());
      const won = { kind: 'won' as const, at: clock.wallMs() };
      if (fate.recordAway === 'unanswered') throw new RecordUnavailable('no answer');
      await run.passed('ticket');
      return won;
    };
    const ports = { marketplace: () => port, prepare: () => run.gate('prepare'), takeTicket, clock };
    const work = act(command, ports);
    return { outcome: run.over(work), stopped: run.stopped };
  }

  /** The marketplace as seen by one run of a submission; records sends without a fresh look that allows them. */
  function watchPost(command: Extract<Work, { kind: 'submit' }>, gate: (call: string) => Promise<void>): Port {
    const port = marketplace.port(gate);
    let look: { at: Instant; allows: boolean } | undefined;
    return {
      ...port,
      async inspect(offerId, watched) {
        const at = world.now();
        const outcome = await port.inspect(offerId, watched);
        const allows = outcome.kind === 'inspected' && differenceFrom(command.intent, outcome.offer) === undefined;
        look = { at, allows };
        return outcome;
      },
      submit: (offerId, submission, inTime) =>
        port.submit(offerId, submission, () => {
          const may = inTime();
          const isFresh = look?.allows && world.now() - look.at <= SEND_WINDOW_SECONDS * 1000;
          if (may && !isFresh) violations.push('R1, R2: sent without a fresh look that shows what the intent says');
          if (may && !absenceIsProven(command, trail)) violations.push('R4: sent again without the proof of absence');
          return may;
        }),
    };
  }

  type Ports = Parameters<typeof submit>[1];
  async function act(command: Work, ports: Ports): Promise<Outcome> {
    switch (command.kind) {
      case 'announce':
        return { kind: 'announce', result: announce(command.checkpoint) };
      case 'inspect':
        return { kind: 'inspect', result: await machine.inspect(command, ports) };
      case 'observe':
        return { kind: 'observe', result: await machine.observe(command, ports) };
      case 'cancel':
        return { kind: 'cancel', result: await machine.cancel(command, ports) };
      case 'submit':
        return { kind: 'submit', result: await machine.submit(command, ports) };
      case 'enter-lane': {
        const place = scene.lane.enter(command.operationId, command.acceptedAt, world.now());
        return { kind: 'enter-lane', result: { kind: 'entered', ...place } };
      }
      case 'leave-lane':
        if (command.operationId === request.operationId) leftAt ??= world.now();
        return { kind: 'leave-lane', result: { kind: 'left', ...scene.lane.leave(command.operationId, world.now()) } };
      case 'find-operation': {
        const kind = scene.lane.isAlive(command.operationId, world.now()) ? 'alive' : 'gone';
        return { kind: 'find-operation', result: { kind } };
      }
      case 'signal-operation':
        scene.lane.cancel(command.operationId, world.now());
        return { kind: 'signal-operation', result: { kind: 'raised' } };
    }
  }

  const interrupted = (command: Work) =>
    ({ kind: command.kind, result: { kind: 'interrupted', message: 'died' } }) as Outcome;

  async function run(command: Work): Promise<Outcome> {
    const activity = activities++;
    const seconds = scene.seconds(activity, command.kind);
    const earlier = performed.get(command.kind) ?? 0;
    performed.set(command.kind, earlier + 1);
    const fate = scene.fate(activity, command.kind, earlier);
    await world.pass(fate?.beginsAfter ?? 0);
    if (fate?.againAfter !== undefined) {
      // The platform may run the activity once more at any time; nothing receives that run's answer.
      world.at(world.now() + fate.againAfter * 1000, () => start(command).outcome.then(ignore, ignore));
    }
    const first = fate?.death && (await attempt(command, fate.death));
    if (first) return first;
    const outcome = await start(command, fate?.death ? {} : fate).outcome;
    await world.pass(seconds);
    return outcome;
  }

  /** A run that dies or stands still; undefined when the platform runs it again. */
  async function attempt(command: Work, death: Death): Promise<Outcome | undefined> {
    if (death.at !== 'before') {
      const { outcome, stopped } = start(command, { death });
      const first = await Promise.race([outcome, stopped]);
      // The run ended before it reached the point of its death.
      if (typeof first === 'object' && death.at !== 'after') return first;
    }
    await world.pass(RESTART_SECONDS);
    return death.afterwards === 'lost' ? interrupted(command) : undefined;
  }

  async function perform(command: Exclude<Command, { kind: 'end' }>): Promise<Outcome> {
    const wakesAt = scene.lane.wakesAt();
    if (!woken && wakesAt !== undefined && wakesAt <= world.now()) {
      woken = true;
      return { kind: 'signaled', signal: { kind: 'lane-free' } };
    }
    const due = signals.findIndex(({ from }) =>
      typeof from === 'number' ? from <= world.now() : from === state.stage.phase,
    );
    const [raised] = due < 0 ? [] : signals.splice(due, 1);
    if (raised) return { kind: 'signaled', signal: raised.signal };
    if (command.kind !== 'wait') return run(command);
    const moments = signals.flatMap(({ from }) => (typeof from === 'number' ? from : []));
    if (!woken && wakesAt !== undefined) moments.push(wakesAt);
    const until = Math.max(world.now(), Math.min(command.until, ...moments));
    await world.advance(until);
    return moments.includes(until) && until < command.until ? perform(command) : { kind: 'timed-out' };
  }

  for (let steps = 0; steps < MAX_STEPS; steps++) {
    transitions.push(...state.outbox.transitions.filter(({ sequence }) => sequence > transitions.length));
    const command = machine.next(state);
    if (command.kind === 'end') {
      await world.drain();
      return {
        state,
        steps,
        stepsAtOnce,
        transitions,
        received,
        marketplace,
        trail,
        violations,
        ...(leftAt !== undefined && { leftAt }),
      };
    }
    const askedAt = world.now();
    const outcome = await perform(command);
    const now = world.now();
    moment = moment.at === now ? { at: now, steps: moment.steps + 1 } : { at: now, steps: 1 };
    stepsAtOnce = Math.max(stepsAtOnce, moment.steps);
    // Through JSON: every state may be the input of the orchestration's next run.
    state = JSON.parse(JSON.stringify(machine.apply(state, outcome, now)));
    trail.push({ askedAt, at: now, outcome, state });
  }
  throw new Error(`Not over after ${MAX_STEPS} steps; the phase is "${state.stage.phase}".`);
}

function ignore(): void {}

/**
 * R4: since the ticket of the first POST of unknown outcome, or since it was requested, all looks showed the same
 * without a long gap.
 */
function absenceIsProven({ intent }: Extract<Work, { kind: 'submit' }>, trail: readonly TrailStep[]): boolean {
  // Counted from the first submission that may have been sent, even if only the record failed to answer.
  const first = trail.findIndex(({ outcome, state }) => outcome.kind === 'submit' && state.stage.phase === 'settling');
  const start = trail[first];
  if (start === undefined || start.state.stage.phase !== 'settling') return true;
  const { unsettled } = start.state.stage;
  if (unsettled.intent.attempt >= intent.attempt) return true;
  const { result } = start.outcome.kind === 'submit' ? start.outcome : {};
  let seenAt = result?.kind === 'unknown' ? result.ticketAt : start.askedAt;
  let provenAt = start.state.submission.provenAt;
  let proven = false;
  // Only what was known when this POST was decided counts; it may be sent late.
  const decided = trail.findIndex(
    ({ state: { stage } }) => stage.phase === 'submitting' && stage.intent.attempt === intent.attempt,
  );
  for (const { askedAt, at, outcome, state } of trail.slice(first + 1, decided + 1)) {
    if (outcome.kind === 'submit' && outcome.result.kind !== 'not-sent') provenAt = state.submission.provenAt;
    if (outcome.kind !== 'inspect' || outcome.result.kind !== 'inspected') continue;
    if (at - seenAt > MAX_BLIND_MS || differenceFrom(unsettled.intent, outcome.result.offer)) return false;
    seenAt = askedAt;
    proven = askedAt >= provenAt;
  }
  return proven;
}
