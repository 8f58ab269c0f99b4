import type { Actor } from './actor.ts';
import type { AnnounceOutcome, Interrupted } from './command.ts';
import { fitView } from './fit-view.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { viewOf } from './operation-view.ts';
import { isReminderDue, reminded } from './reminder.ts';
import type { Outbox, Transition, TransitionName } from './transition.ts';

const INITIAL_RETRY_SECONDS = 2;
const MAX_RETRY_SECONDS = 300;

/** Bounds on what waits for the record: the state is the input of an orchestration and of an activity. */
const MAX_WAITING = 50;
const MAX_WAITING_CHARACTERS = 12_000;
/** Bytes of UTF-16 for the operation inside a transition that is appended although the outbox is full. */
const SCANT_BYTES = 2_000;

/** These only report the current standing: when the outbox is full, the newest replaces the one before it. */
const PASSING: readonly TransitionName[] = ['step-changed', 'attention-needed', 'attention-cleared'];

/** Appends a transition: the state as it is now, under the next number. `by`: who brought it about. */
export function transition(state: GoLive, name: TransitionName, by?: Actor): GoLive {
  const waiting = state.outbox.transitions;
  const newest = waiting.at(-1);
  const isFull = waiting.length >= MAX_WAITING || JSON.stringify(waiting).length > MAX_WAITING_CHARACTERS;
  if (isFull && newest && isPassing(name) && isPassing(newest.name)) {
    const { measures } = newest;
    const entry = {
      ...entryOf({ ...state, lastUpdatedAt: state.now }, name, SCANT_BYTES),
      ...(measures && { measures }),
    };
    return { ...state, lastUpdatedAt: state.now, outbox: { ...state.outbox, transitions: waiting.with(-1, entry) } };
  }
  const changed: GoLive = { ...state, sequence: state.sequence + 1, lastUpdatedAt: state.now };
  const entry = { ...entryOf(changed, name, isFull ? SCANT_BYTES : undefined), ...(by && { by }) };
  return { ...changed, outbox: { ...state.outbox, transitions: [...waiting, entry] } };
}

function entryOf(state: GoLive, name: TransitionName, maxBytes?: number): Transition {
  return { sequence: state.sequence, name, at: state.now, operation: fitView(viewOf(state), maxBytes) };
}

function isPassing(name: TransitionName): boolean {
  return PASSING.includes(name);
}

/** Something is to be written or published. */
function isOpen({ sequence, outbox }: GoLive): boolean {
  return outbox.transitions.length > 0 || outbox.published < sequence;
}

/** Whether anything is to be written, published or reminded of now. */
export function isAnnouncementDue(state: GoLive): boolean {
  return (isOpen(state) || isReminderDue(state)) && state.outbox.dueAt <= state.now;
}

/** When the outbox is to be tried again; undefined when it is empty. */
export function outboxDueAt(state: GoLive): Instant | undefined {
  return isOpen(state) ? state.outbox.dueAt : undefined;
}

/** The state as the record keeps it: the transitions that are written along with it no longer wait. */
export function asWritten(state: GoLive): GoLive {
  return { ...state, outbox: { ...state.outbox, transitions: [] } };
}

/**
 * Takes in the result of an announcement that was asked for at `askedAt`; a reminder due at that moment was sent. A
 * transition that failed stays first in line, which keeps the order while the go-live goes on.
 */
export function applyAnnouncement(before: GoLive, result: AnnounceOutcome | Interrupted, askedAt: Instant): GoLive {
  const isReminded = result.kind !== 'interrupted' && isReminderDue({ ...before, now: askedAt });
  const state = isReminded ? reminded(before) : before;
  const { outbox } = state;
  switch (result.kind) {
    case 'taken-over':
      return { ...state, takenOver: true };
    case 'announced':
      return { ...state, outbox: { ...through(outbox, result), consecutiveFailures: 0, dueAt: state.now } };
    case 'delayed': {
      const hasMoved = result.written > writtenBefore(state) || result.published > outbox.published;
      const consecutiveFailures = hasMoved ? 0 : outbox.consecutiveFailures;
      return {
        ...state,
        outbox: later(through(outbox, result), consecutiveFailures, state.now, result.retryAfterSeconds),
      };
    }
    case 'interrupted':
      return { ...state, outbox: later(outbox, outbox.consecutiveFailures, state.now) };
  }
}

function writtenBefore({ sequence, outbox }: GoLive): number {
  return sequence - outbox.transitions.length;
}

function through(outbox: Outbox, { written, published }: { written: number; published: number }): Outbox {
  const transitions = outbox.transitions.filter(({ sequence }) => sequence > written);
  return { ...outbox, transitions, published: Math.max(outbox.published, published) };
}

function later(outbox: Outbox, consecutiveFailures: number, now: Instant, retryAfterSeconds = 0): Outbox {
  const backoffSeconds = Math.min(INITIAL_RETRY_SECONDS * 2 ** Math.min(consecutiveFailures, 16), MAX_RETRY_SECONDS);
  return {
    ...outbox,
    consecutiveFailures: consecutiveFailures + 1,
    dueAt: after(now, Math.max(backoffSeconds, retryAfterSeconds)),
  };
}
