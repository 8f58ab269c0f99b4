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
const delayed = announced({ kind: 'delayed', written: 0, published: 0, message: 'the record is away' });

/** Sequence numbers of the transitions that are to be announced now. */
function announcing(state: GoLive): number[] {
  const command = next(state);
  if (command.kind !== 'announce') return [];
  const { outbox, sequence } = command.checkpoint;
  return Array.from({ length: sequence - outbox.published }, (_, index) => outbox.published + 1 + index);
}

/** The given number of looks, each of which shows another running step. */
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
  const state = goLive(aRequest());

  expect(next(state)).toEqual({ kind: 'announce', checkpoint: state });
});

test('what was announced is forgotten, what came later goes next', () => {
  const state = goLive(aRequest(), inspected(), accepted);

  expect(announcing(take(state, announced({ kind: 'announced', written: 1, published: 1 })))).toEqual([2]);
  expect(announcing(take(state, announced({ kind: 'announced', written: 2, published: 2 })))).toEqual([]);
});

test('what is in the record need not be held, however long Event Grid is away', () => {
  const away = (state: GoLive) =>
    take(
      state,
      announced({ kind: 'delayed', written: state.sequence, published: 0, message: 'Event Grid answered 503' }),
    );
  const state = [...looks(200)].reduce(
    (each, look) => away(take(each, look)),
    away(goLive(aRequest(), inspected(), accepted)),
  );

  expect(state.sequence).toBe(202);
  expect(state.outbox.transitions).toEqual([]);
  expect(state.outbox.published).toBe(0);
});

test('what waits for the record stays small: the newest of what only says how it stands is for those before it', () => {
  const state = [...looks(500)].reduce<GoLive>(
    (each, look) => take(each, look),
    goLive(aRequest(), inspected(), accepted),
  );
  const numbers = state.outbox.transitions.map(({ sequence }) => sequence);

  expect(JSON.stringify(state.outbox).length).toBeLessThan(30_000);
  expect(numbers).toEqual(Array.from({ length: state.sequence }, (_, index) => index + 1));
  expect(state.outbox.transitions.at(-1)?.operation.marketplace?.steps[0]?.id).toBe('step-499');
});

test('where there is no room, what a person did is kept, and so are the measures of what is merged', () => {
  // Prepare: with each look one step ends and the next begins.
  const looks = Array.from({ length: 100 }, (_, n) =>
    observed({ steps: [aStep({ id: `step-${n}`, status: 'complete' }), aStep({ id: `step-${n + 1}` })] }),
  );

  // Act
  const full = looks.reduce<GoLive>((each, look) => take(each, look), goLive(aRequest(), inspected(), accepted));
  const canceled = take(full, cancelAsked);

  // Assess
  const merged = full.outbox.transitions.at(-1);
  expect(full.outbox.transitions.length).toBeLessThan(100);
  expect(merged?.measures?.map(({ name }) => name)).toContain('step.duration');
  expect(canceled.outbox.transitions.at(-1)?.name).toBe('cancel-requested');
});

test('an operation that was taken over says and does nothing any more', () => {
  const state = take(goLive(aRequest()), announced({ kind: 'taken-over' }));

  expect(next(state)).toEqual({ kind: 'end' });
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
  const state = take(
    goLive(aRequest()),
    announced({ kind: 'delayed', written: 0, published: 0, message: '429', retryAfterSeconds: 900 }),
  );

  expect(state.outbox.dueAt).toBe(at(1 + 900));
});

test('a success starts the waits anew', () => {
  const state = take(
    goLive(aRequest()),
    delayed,
    delayed,
    delayed,
    announced({ kind: 'announced', written: 1, published: 1 }),
  );

  expect(take(state, inspected(), accepted, delayed).outbox.dueAt).toBe(at(7 + 2));
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
    expect(next(take(ended, announced({ kind: 'announced', written: 3, published: 3 })))).toEqual({ kind: 'end' });
  });

  test('goes on trying for a while', () => {
    expect(next(take(ended, delayed))).toEqual({ kind: 'wait', until: at(4) });
    expect(announcing(take(ended, delayed, [4, timedOut]))).toEqual([1, 2, 3]);
  });

  test('never waits beyond the moment at which it gives up', () => {
    const state = take(
      ended,
      announced({ kind: 'delayed', written: 0, published: 0, message: '429', retryAfterSeconds: 1e6 }),
    );

    expect(next(state)).toEqual({ kind: 'wait', until: at(1 + 3600) });
    expect(next(take(state, [1 + 3600, timedOut]))).toEqual({ kind: 'end' });
  });
});
