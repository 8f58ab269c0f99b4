import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  answered,
  aRequest,
  at,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

/** The POST is answered 2 s after the request. */
const submitting = goLive(aRequest(), inspected());

describe('the answer to the POST', () => {
  test('accepted: follows the operation that the marketplace named', () => {
    const state = take(submitting, accepted);

    expect(stageOf(state, 'publishing').look).toBe('operation');
    expect(state.marketplace).toMatchObject({ operationId: 'ours', ref: '/operations/ours', version: '2' });
    expect(transitions(state)).toEqual(['accepted', 'submitted']);
    expect(nextLookIn(state)).toBe(30);
  });

  test('accepted: Retry-After is kept', () => {
    const state = take(submitting, answered({ kind: 'accepted', operationId: 'o', ref: 'r', retryAfterSeconds: 90 }));

    expect(nextLookIn(state)).toBe(90);
  });

  test("refused: ends with the marketplace's own code and words", () => {
    const problem = { code: 'SubmissionRejected', message: 'Plan 1 has no price.', marketplaceCode: 'Price' } as const;
    const state = take(submitting, answered({ kind: 'refused', problem }));

    expect(viewOf(state)).toMatchObject({ status: 'Failed', error: problem });
  });

  test('refused because something runs: ends when the request says so', () => {
    const problem = { code: 'OperationConflict', message: 'in progress' } as const;
    const state = goLive(aRequest({ onConflict: 'fail' }), inspected(), answered({ kind: 'refused', problem }));

    expect(endOf(state)).toBe('Failed OperationConflict');
  });

  test.each([
    [undefined, 60],
    [120, 120],
  ])(
    'not processed (Retry-After %s): looks again, then sends again under a new number',
    (retryAfterSeconds, seconds) => {
      const state = take(submitting, answered({ kind: 'not-processed', message: 'busy', retryAfterSeconds }));
      const again = take(state, inspected());

      expect(stageOf(state, 'checking')).toBeDefined();
      expect(nextLookIn(state)).toBe(seconds);
      expect(stageOf(again, 'submitting').intent.attempt).toBe(2);
      expect(again.submission.absent).toBe(0);
    },
  );

  test.each([
    { kind: 'unknown', message: 'reset' } as const,
    { kind: 'interrupted', message: 'the process died' } as const,
  ])('$kind: looks within the settle time, and right at its end', (result) => {
    const state = take(submitting, [2, { kind: 'submit', result }]);
    const { intent } = stageOf(submitting, 'submitting');

    expect(state.stage).toEqual({ phase: 'settling', intent, provenAt: at(62), dueAt: at(17), troubles: 0 });
    expect(transitions(state)).toEqual(['accepted']);
  });
});

describe('a marketplace that does not take the POST', () => {
  const busy = answered({ kind: 'not-processed', message: 'busy' });
  const conflict = answered({ kind: 'refused', problem: { code: 'OperationConflict', message: 'in progress' } });

  test.each([
    ['not processed', busy],
    ['in conflict', conflict],
  ])('%s: the look before the next POST begins after the settle time', (_word, outcome) => {
    const state = goLive(aRequest({ course: { settleSeconds: 240 } }), inspected(), outcome);

    expect(nextLookIn(state)).toBe(240);
  });

  test('again and again: slows down and tells once, and that it is over when it is accepted', () => {
    let state = submitting;
    const waits: number[] = [];
    for (let post = 1; post <= 5; post++) {
      state = take(state, busy);
      waits.push(nextLookIn(state));
      state = take(state, inspected());
    }

    expect(waits).toEqual([60, 120, 240, 300, 300]);
    expect(transitions(state)).toEqual(['accepted', 'attention-needed']);
    expect(transitions(take(state, accepted)).slice(2)).toEqual(['attention-cleared', 'submitted']);
  });
});
