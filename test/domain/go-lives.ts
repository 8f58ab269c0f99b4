import { apply } from '../../src/domain/apply.ts';
import type { Intent } from '../../src/domain/attempt.ts';
import { beforeOf } from '../../src/domain/before.ts';
import type { Outcome, Signal } from '../../src/domain/command.ts';
import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { GoLiveRequest, Terms } from '../../src/domain/go-live-request.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type {
  NotSent,
  ObservedOperation,
  ObserveOutcome,
  OfferSnapshot,
  RunningOperation,
  Step,
  SubmitOutcome,
} from '../../src/domain/observation.ts';
import type { Stage } from '../../src/domain/stage.ts';

/** The request time of every go-live in these tests. */
export const START: Instant = Date.UTC(2026, 0, 5, 9);

export const TERMS: Terms = {
  pollMinSeconds: 30,
  pollMaxSeconds: 600,
  settleSeconds: 60,
  deadlineAt: START + 16 * 24 * 3600 * 1000,
  announceSeconds: 3600,
};

/** The moment this many seconds after the request. */
export function at(seconds: number): Instant {
  return START + seconds * 1000;
}

export function aRequest({
  terms,
  ...overrides
}: Partial<Omit<GoLiveRequest, 'terms'>> & { terms?: Partial<Terms> } = {}): GoLiveRequest {
  return {
    operationId: 'op-1',
    publisherId: 'contoso',
    offerId: 'vm',
    requestedAt: START,
    onConflict: 'join',
    fingerprint: 'f',
    terms: { ...TERMS, ...terms },
    ...overrides,
  };
}

/** Version 2 is in preview and waits for its go-live, version 1 is live, nothing runs. */
export function anOffer(overrides: Partial<OfferSnapshot> = {}): OfferSnapshot {
  return {
    status: 'waiting-for-publisher',
    statusWord: overrides.status ?? 'WaitingForPublisherReview',
    preview: { kind: 'holds', version: '2' },
    production: { kind: 'holds', version: '1' },
    running: [],
    ...overrides,
  };
}

/** The offer after its go-live. */
export function aLiveOffer(): OfferSnapshot {
  return anOffer({ status: 'succeeded', production: { kind: 'holds', version: '2' } });
}

/** The intent decided on such an offer. */
export function anIntent(overrides: Partial<Intent> = {}): Intent {
  return { attempt: 1, version: '2', before: beforeOf(anOffer()), intendedAt: START, ...overrides };
}

export function aRunning(overrides: Partial<RunningOperation> = {}): RunningOperation {
  return { operationId: 'theirs', ref: '/operations/theirs', version: '2', reach: 'live', ...overrides };
}

export function anOperation(overrides: Partial<ObservedOperation> = {}): ObservedOperation {
  return {
    state: 'running',
    status: overrides.state ?? 'running',
    reach: 'live',
    steps: [],
    liveLinks: [],
    ...overrides,
  };
}

export function aStep(overrides: Partial<Step> = {}): Step {
  return { id: 'live', name: 'Live', status: 'running', messages: [], ...overrides };
}

export const inspected = (offer: OfferSnapshot = anOffer()): Outcome => ({
  kind: 'inspect',
  result: { kind: 'inspected', offer },
});
export const observed = (overrides: Partial<ObservedOperation> = {}, retryAfterSeconds?: number): Outcome => ({
  kind: 'observe',
  result: { kind: 'observed', operation: anOperation(overrides), retryAfterSeconds },
});
export const looked = (result: ObserveOutcome): Outcome => ({ kind: 'observe', result });
export const answered = (result: SubmitOutcome): Outcome => ({ kind: 'submit', result });
export const accepted = answered({ kind: 'accepted', operationId: 'ours', ref: '/operations/ours' });
/** The run that holds the ticket reports that the answer to its POST was lost. */
export const unknown = answered({
  kind: 'unknown',
  message: 'the connection was reset',
  ticketAt: START,
  holdsTicket: true,
});
/** Another run has held the ticket since then. */
export const taken = (seconds: number) =>
  answered({ kind: 'unknown', message: 'begun before', ticketAt: at(seconds), holdsTicket: false });
export const notSent = (reason: NotSent['reason'], retryAfterSeconds?: number) =>
  answered({
    kind: 'not-sent',
    reason,
    message: reason,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
export const signaled = (signal: Signal): Outcome => ({ kind: 'signaled', signal });
export const cancelAsked = signaled({ kind: 'cancel', reason: 'wrong price', notificationEmails: ['a@contoso.com'] });
export const timedOut: Outcome = { kind: 'timed-out' };

/**
 * Applies outcomes, each a second after the previous one, or the given number of seconds after the request: `[seconds,
 * outcome]`.
 */
export function take(state: GoLive, ...outcomes: (Outcome | [seconds: number, outcome: Outcome])[]): GoLive {
  return outcomes.reduce<GoLive>(
    (before, outcome) =>
      Array.isArray(outcome) ? apply(before, outcome[1], at(outcome[0])) : apply(before, outcome, before.now + 1000),
    state,
  );
}

/** A go-live after these outcomes. */
export function goLive(request: GoLiveRequest, ...outcomes: Parameters<typeof take>[1][]): GoLive {
  return take(begin(request, START), ...outcomes);
}

/** Names of all transitions so far, none of them announced. */
export function transitions(state: GoLive): string[] {
  return state.outbox.transitions.map(({ name }) => name);
}

/** The stage; fails unless it is of this phase. */
export function stageOf<P extends Stage['phase']>(state: GoLive, phase: P): Extract<Stage, { phase: P }> {
  const { stage } = state;
  if (!isIn(stage, phase)) throw new Error(`The phase is "${stage.phase}"; "${phase}" was expected.`);
  return stage;
}

function isIn<P extends Stage['phase']>(stage: Stage, phase: P): stage is Extract<Stage, { phase: P }> {
  return stage.phase === phase;
}

/** The end: `Succeeded`, `Canceled`, or `Failed` with the code. */
export function endOf(state: GoLive): string {
  const { end } = stageOf(state, 'ended');
  return end.status === 'Failed' ? `Failed ${end.error.code}` : end.status;
}

/** Seconds from the last outcome to the next look. */
export function nextLookIn(state: GoLive): number {
  if (!('dueAt' in state.stage)) throw new Error(`Phase "${state.stage.phase}" looks at nothing.`);
  return (state.stage.dueAt - state.now) / 1000;
}
