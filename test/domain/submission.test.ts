import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  answered,
  aRequest,
  aRunning,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  notSent,
  observed,
  stageOf,
  take,
  taken,
  transitions,
  unknown,
} from './go-lives.ts';

/** The POST is answered 2 s after the request. */
const submitting = goLive(aRequest(), inspected());
const interrupted = { kind: 'submit', result: { kind: 'interrupted', message: 'the process died' } } as const;

describe('the answer to the POST', () => {
  test('accepted: follows the operation that the marketplace named', () => {
    const state = take(submitting, accepted);

    expect(stageOf(state, 'publishing').looksAt).toBe('operation');
    expect(state.marketplace).toMatchObject({ operationId: 'ours', ref: '/operations/ours', version: '2' });
    expect(transitions(state)).toEqual(['accepted', 'submitted']);
    expect(nextLookIn(state)).toBe(30);
  });

  test('accepted: Retry-After is kept', () => {
    const state = take(submitting, answered({ kind: 'accepted', operationId: 'o', ref: 'r', retryAfterSeconds: 90 }));

    expect(nextLookIn(state)).toBe(90);
  });

  test("refused: ends with the marketplace's own code and words", () => {
    const cause = { code: 'SubmissionRejected', message: 'Plan 1 has no price.', marketplaceCode: 'Price' } as const;
    const state = take(submitting, answered({ kind: 'refused', cause }));

    expect(viewOf(state)).toMatchObject({
      status: 'Failed',
      error: { ...cause, message: 'Plan 1 has no price. The marketplace accepted nothing.' },
    });
  });

  test('refused because something runs: ends when the request says so', () => {
    const cause = { code: 'OperationConflict', message: 'in progress' } as const;
    const state = goLive(aRequest({ onConflict: 'fail' }), inspected(), answered({ kind: 'refused', cause }));

    expect(endOf(state)).toBe('Failed OperationConflict');
  });

  test.each([
    [undefined, 60],
    [120, 120],
  ])('not taken (Retry-After %s): looks again, then sends again under a new number', (retryAfterSeconds, seconds) => {
    const state = take(submitting, notSent('throttled', retryAfterSeconds));
    const again = take(state, inspected());

    expect(state).toMatchObject({ stage: { phase: 'checking' }, submitted: 'no' });
    expect(nextLookIn(state)).toBe(seconds);
    expect(stageOf(again, 'submitting').intent.attempt).toBe(2);
  });

  test('the offer had changed, so that it was not sent: looks again soon, which is no trouble', () => {
    const state = take(submitting, notSent('changed'));

    expect(stageOf(state, 'checking').consecutiveFailures).toBe(0);
    expect(nextLookIn(state)).toBe(30);
    expect(state.submitted).toBe('no');
  });

  describe('unknown', () => {
    const first = { intent: stageOf(submitting, 'submitting').intent, posts: 1 };

    test('R3: from the run that holds the ticket: looks within the settle time, and right at its end', () => {
      const state = take(submitting, [2, unknown]);

      expect(state.stage).toEqual({
        phase: 'settling',
        unsettled: { ...first, lookedAt: at(2) },
        dueAt: at(17),
        consecutiveFailures: 0,
      });
      expect(state).toMatchObject({ submission: { provenAt: at(62) }, submitted: 'not-known' });
      expect(transitions(state)).toEqual(['accepted']);
    });

    test('R3: from another run: the one that holds the ticket may send 30 s after it, and wait 100 s for its answer', () => {
      const state = take(submitting, [500, taken(400)]);

      // The clock of the run that took the ticket may be 30 s behind.
      expect(state.submission.provenAt).toBe(at(400 + 30 + 130 + 60));
      expect(stageOf(state, 'settling').unsettled.lookedAt).toBe(at(430));
    });

    test('R3: a ticket was not taken later than now', () => {
      expect(take(submitting, [5, taken(4)]).submission.provenAt).toBe(at(5 + 190));
    });

    test('R3: the span is scaled with the settle time, so that a rehearsal need not wait', () => {
      const hasty = goLive(aRequest({ terms: { settleSeconds: 6 } }), inspected(), [5, taken(4)]);

      expect(hasty.submission.provenAt).toBe(at(5 + 19));
    });

    test('R3: without any answer a ticket may have been taken just now, or be taken yet', () => {
      const state = take(submitting, [500, interrupted]);

      expect(state.stage).toMatchObject({ unsettled: { ...first, lookedAt: at(1) } });
      expect(state.submission).toMatchObject({ provenAt: at(500 + 190), untaken: [1] });
    });
  });
});

describe('after a POST of unknown outcome', () => {
  const settling = take(submitting, [2, unknown]);
  const second = take(settling, [62, inspected()], [63, inspected()]);
  const rejected = answered({ kind: 'refused', cause: { code: 'SubmissionRejected', message: 'no price' } });
  const conflict = answered({ kind: 'refused', cause: { code: 'OperationConflict', message: 'in progress' } });

  test('R16: a refusal of the next says nothing of it: looks before it ends with that', () => {
    const state = take(second, [64, rejected]);
    const over = take(state, [94, inspected()], [95, inspected()]);

    expect(state.stage.phase).toBe('settling');
    expect(endOf(over)).toBe('Failed SubmissionRejected');
    expect(viewOf(over).error).toMatchObject({
      message: 'no price Whether the submission was accepted is not known.',
      remedy: expect.stringMatching(/^Look at the offer in the marketplace first/),
    });
  });

  test('R16: a conflict of the next may be with it: looks on', () => {
    const ours = inspected(anOffer({ running: [aRunning({ operationId: 'ours' })] }));

    expect(take(second, [64, conflict], [130, ours])).toMatchObject({ stage: { phase: 'publishing' }, adopted: true });
  });

  test.each([
    ['changed', 30],
    ['throttled', 120],
    ['late', 120],
  ] as const)('R16: the next was not sent (%s): settles on', (reason, seconds) => {
    const state = take(second, [64, notSent(reason)]);

    expect(stageOf(state, 'settling').unsettled.posts).toBe(1);
    expect(nextLookIn(state)).toBe(seconds);
    expect(state.submitted).toBe('not-known');
  });

  test('R16: what the first one recorded stays', () => {
    const state = take(second, [64, unknown]);

    expect(stageOf(state, 'settling').unsettled).toMatchObject({ intent: { attempt: 1 }, posts: 2 });
  });

  test('R2: the tickets of those without an answer are taken before the next is sent', () => {
    const lost = take(submitting, [2, interrupted]);
    const next = take(lost, [192, inspected()], [193, inspected()]);

    expect(next.submission.untaken).toEqual([1]);
    expect(take(next, [194, notSent('late')]).submission.untaken).toEqual([1]);
    expect(take(next, [194, unknown]).submission.untaken).toBeUndefined();
    expect(take(next, [194, interrupted]).submission.untaken).toEqual([1, 2]);
  });

  test('R13: an end with such tickets waits for what a run of them may have sent just before', () => {
    const lost = take(submitting, [2, interrupted]);
    const live = take(lost, [30, inspected(aLiveOffer())]);

    expect(endOf(live)).toBe('Succeeded');
    expect(live.submission).toEqual({ attempts: 1, provenAt: at(30 + 190), unknown: true });
  });

  test('R10: one that was accepted and came to nothing does not tell what became of it', () => {
    const failure = { code: 'OperationConflict', message: 'in progress' } as const;
    const state = take(second, [64, accepted], [94, observed({ state: 'failed', failure })]);

    expect(endOf(state)).toBe('Failed OperationConflict');
    expect(state.submitted).toBe('not-known');
  });
});

describe('a marketplace that does not take the POST', () => {
  const busy = notSent('unavailable');
  const conflict = answered({ kind: 'refused', cause: { code: 'OperationConflict', message: 'in progress' } });

  test.each([
    ['not processed', busy],
    ['in conflict', conflict],
  ])('%s: the look before the next POST begins after the settle time', (_word, outcome) => {
    const state = goLive(aRequest({ terms: { settleSeconds: 240 } }), inspected(), outcome);

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

    expect(waits).toEqual([60, 120, 240, 480, 600]);
    expect(transitions(state)).toEqual(['accepted', 'attention-needed']);
    expect(transitions(take(state, accepted)).slice(2)).toEqual(['attention-cleared', 'submitted']);
  });
});

describe('a cancel that was asked for before the answer', () => {
  const asked = take(submitting, cancelAsked);
  const refused = answered({ kind: 'refused', cause: { code: 'OperationConflict', message: 'in progress' } });

  test('R11: waits for the answer to the POST', () => {
    expect(asked.stage.phase).toBe('submitting');
  });

  test.each([
    ['not sent', notSent('withheld')],
    ['refused', refused],
  ])('%s: nothing is left to cancel', (_what, outcome) => {
    const state = take(asked, outcome);

    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toBe('The marketplace accepted nothing.');
  });

  test('accepted: is asked of the marketplace', () => {
    expect(take(asked, accepted).stage.phase).toBe('canceling');
  });

  test('unknown: waits for the proof', () => {
    expect(take(asked, unknown).stage.phase).toBe('settling');
  });
});
