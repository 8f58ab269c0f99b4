import type { AnnounceOutcome, Interrupted, Outcome } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import {
  accepted,
  aRequest,
  aStep,
  at,
  cancelAsked,
  goLive,
  inspected,
  observed,
  take,
  timedOut,
  transitions,
} from './go-lives.ts';

const announced = (result: AnnounceOutcome | Interrupted): Outcome => ({ kind: 'announce', result });
const delayed = announced({ kind: 'delayed', message: 'Event Grid answered 503' });

/** Sequence numbers of the transitions to announce next. */
function announcing(state: GoLive): number[] {
  const command = next(state);
  return command.kind === 'announce' ? command.transitions.map(({ sequence }) => sequence) : [];
}

/** So many looks, each of which shows another step at work. */
function looks(count: number): Outcome[] {
  return Array.from({ length: count }, (_, step) => observed({ steps: [aStep({ id: `step-${step}` })] }));
}

test('transitions are numbered from 1, in order, and carry the operation as it was then', () => {
  const state = goLive(aRequest(), inspected(), accepted, cancelAsked);

  expect(state.outbox.transitions.map(({ sequence, name }) => [sequence, name])).toEqual([
    [1, 'accepted'],
    [2, 'submitted'],
    [3, 'cancel-requested'],
  ]);
  expect(state.outbox.transitions.map(({ operation }) => [operation.sequence, operation.phase])).toEqual([
    [1, 'scheduled'],
    [2, 'publishing'],
    [3, 'publishing'],
  ]);
});

test('are announced before anything else is done', () => {
  expect(next(goLive(aRequest()))).toMatchObject({
    kind: 'announce',
    transitions: [{ sequence: 1 }],
    recordAfter: 0,
  });
});

test('what was announced is forgotten, what came later goes next', () => {
  const state = goLive(aRequest(), inspected(), accepted);

  expect(announcing(take(state, announced({ kind: 'announced', through: 1 })))).toEqual([2]);
  expect(announcing(take(state, announced({ kind: 'announced', through: 2 })))).toEqual([]);
});

test('at most twenty travel together', () => {
  const state = goLive(aRequest(), inspected(), accepted, ...looks(30));

  expect(announcing(state)).toHaveLength(20);
  expect(announcing(take(state, announced({ kind: 'announced', through: 20 })))).toEqual([
    21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
  ]);
});

test.each([delayed, announced({ kind: 'interrupted', message: 'the process died' })])(
  'what failed stays first in line and the go-live goes on meanwhile: %j',
  (failure) => {
    const state = take(goLive(aRequest()), failure);
    const later = take(state, inspected(), [3, timedOut]);

    expect(next(state).kind).toBe('inspect');
    expect(announcing(later)).toEqual([1]);
  },
);

test('tries again after 2 s, 4 s, 8 s and so on, at most every 5 min', () => {
  let state = goLive(aRequest());
  const waits: number[] = [];
  for (let failure = 0; failure < 20; failure++) {
    state = take(state, delayed);
    waits.push((state.outbox.dueAt - state.now) / 1000);
  }

  expect(waits.slice(0, 9)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300]);
  expect(waits.at(-1)).toBe(300);
});

test('waits as long as Event Grid asks for', () => {
  const state = take(goLive(aRequest()), announced({ kind: 'delayed', message: '429', retryAfterSeconds: 900 }));

  expect(state.outbox.dueAt).toBe(at(1 + 900));
});

test('a success starts the waits anew', () => {
  const state = take(goLive(aRequest()), delayed, delayed, delayed, announced({ kind: 'announced', through: 1 }));

  expect(take(state, inspected(), accepted, delayed).outbox.dueAt).toBe(at(7 + 2));
});

describe('telemetry is recorded at the first try alone', () => {
  const recordAfter = (state: GoLive) => {
    const command = next(state);
    return command.kind === 'announce' ? command.recordAfter : undefined;
  };

  test('a second try records nothing again', () => {
    expect(recordAfter(take(goLive(aRequest()), delayed, [5, timedOut]))).toBe(1);
  });

  test('what came since the failed try is recorded with the next one', () => {
    const state = take(goLive(aRequest()), delayed, inspected(), accepted, [9, timedOut]);

    expect(announcing(state)).toEqual([1, 2]);
    expect(recordAfter(state)).toBe(1);
  });

  test('of a long outbox only what travelled counts as tried', () => {
    const state = take(goLive(aRequest(), inspected(), accepted, ...looks(30)), delayed);

    expect(state.outbox.triedThrough).toBe(20);
  });

  test('an answer about nothing changes nothing', () => {
    const empty = take(goLive(aRequest()), announced({ kind: 'announced', through: 1 }));

    expect(take(empty, delayed).outbox.triedThrough).toBe(1);
  });
});

describe('after the end', () => {
  const ended = take(goLive(aRequest()), cancelAsked);

  test('the last transition is the last', () => {
    expect(transitions(take(ended, inspected(), observed(), accepted, cancelAsked, timedOut))).toEqual([
      'accepted',
      'cancel-requested',
      'canceled',
    ]);
  });

  test('is over when the last event is sent', () => {
    expect(next(ended).kind).toBe('announce');
    expect(next(take(ended, announced({ kind: 'announced', through: 3 })))).toEqual({ kind: 'end' });
  });

  test('goes on trying for a while', () => {
    expect(next(take(ended, delayed))).toEqual({ kind: 'wait', until: at(4) });
    expect(announcing(take(ended, delayed, [4, timedOut]))).toEqual([1, 2, 3]);
  });

  test('never waits beyond the moment at which it gives up', () => {
    const state = take(ended, announced({ kind: 'delayed', message: '429', retryAfterSeconds: 1e6 }));

    expect(next(state)).toEqual({ kind: 'wait', until: at(1 + 3600) });
    expect(next(take(state, [1 + 3600, timedOut]))).toEqual({ kind: 'end' });
  });
});
