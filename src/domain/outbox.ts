import type { AnnounceOutcome, Interrupted } from './command.ts';
import { fitView } from './fit-view.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { viewOf } from './operation-view.ts';
import type { Outbox, TransitionName } from './transition.ts';

/** So many transitions travel together at most. */
const BATCH = 20;
const FIRST_RETRY_SECONDS = 2;
const LAST_RETRY_SECONDS = 300;

/** Appends a transition: the state as it is now, under the next number. */
export function transition(state: GoLive, name: TransitionName): GoLive {
  const changed: GoLive = { ...state, sequence: state.sequence + 1, lastUpdatedAt: state.now };
  const entry = { sequence: changed.sequence, name, at: state.now, operation: fitView(viewOf(changed)) };
  return { ...changed, outbox: { ...state.outbox, transitions: [...state.outbox.transitions, entry] } };
}

/** The transitions to announce next, in order; none while an announcement that failed waits for its next try. */
export function dueTransitions({ outbox, now }: GoLive): Outbox['transitions'] {
  return outbox.dueAt <= now ? outbox.transitions.slice(0, BATCH) : [];
}

/** When the outbox wants to be tried again; nothing when it is empty. */
export function outboxDueAt({ outbox }: GoLive): Instant | undefined {
  return outbox.transitions.length > 0 ? outbox.dueAt : undefined;
}

/** Takes in how an announcement went. One that failed stays first in line: the order holds, the go-live goes on. */
export function applyAnnouncement(state: GoLive, result: AnnounceOutcome | Interrupted): GoLive {
  const { outbox } = state;
  if (result.kind === 'announced') {
    const transitions = outbox.transitions.filter(({ sequence }) => sequence > result.through);
    return {
      ...state,
      outbox: {
        ...outbox,
        transitions,
        failures: 0,
        dueAt: state.now,
        triedThrough: Math.max(outbox.triedThrough, result.through),
      },
    };
  }
  const lastTried = outbox.transitions.slice(0, BATCH).at(-1)?.sequence ?? outbox.triedThrough;
  const backoffSeconds = Math.min(FIRST_RETRY_SECONDS * 2 ** Math.min(outbox.failures, 16), LAST_RETRY_SECONDS);
  const retryAfterSeconds = result.kind === 'delayed' ? (result.retryAfterSeconds ?? 0) : 0;
  return {
    ...state,
    outbox: {
      ...outbox,
      failures: outbox.failures + 1,
      dueAt: after(state.now, Math.max(backoffSeconds, retryAfterSeconds)),
      triedThrough: Math.max(outbox.triedThrough, lastTried),
    },
  };
}
