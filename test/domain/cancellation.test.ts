import { next } from '../../src/domain/next.ts';
import type { CancelOutcome } from '../../src/domain/observation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  aRequest,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  looked,
  nextLookIn,
  observed,
  signaled,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted, observed());
const asked = take(publishing, cancelAsked);
const sending = take(asked, observed({ cancelable: true }));
const answer = (result: CancelOutcome) => ({ kind: 'cancel', result }) as const;

describe('before the POST it is free', () => {
  test.each([
    ['checking', goLive(aRequest())],
    ['submitting, the POST not begun', goLive(aRequest(), inspected())],
    [
      'queued',
      goLive(
        aRequest({ onConflict: 'queue' }),
        inspected(anOffer({ running: [{ operationId: 'x', ref: 'x', target: 'live' }] })),
      ),
    ],
  ])('%s', (_phase, state) => {
    const canceled = take(state, cancelAsked);

    expect(endOf(canceled)).toBe('Canceled');
    expect(transitions(canceled).slice(-2)).toEqual(['cancel-requested', 'canceled']);
    expect(viewOf(canceled).cancellation).toMatchObject({ state: 'canceled', reason: 'wrong price' });
  });
});

describe('after it the marketplace is asked', () => {
  test('looks at once whether it can be canceled', () => {
    expect(stageOf(asked, 'canceling')).toMatchObject({ step: 'ask', dueAt: asked.now });
    expect(viewOf(asked).cancellation?.state).toBe('requested');
  });

  test.each([true, undefined])('cancelable %s: sends the cancel', (cancelable) => {
    const state = take(asked, observed({ cancelable }));

    expect(stageOf(state, 'canceling').step).toBe('send');
    expect(next({ ...state, outbox: { ...state.outbox, transitions: [] } })).toEqual({
      kind: 'cancel',
      publisherId: 'contoso',
      offerId: 'vm',
      ref: '/operations/ours',
      notificationEmails: ['a@contoso.com'],
    });
  });

  test('not cancelable: too late, the go-live goes on', () => {
    const state = take(asked, observed({ cancelable: false }));

    expect(stageOf(state, 'publishing').look).toBe('operation');
    expect(viewOf(state).cancellation?.state).toBe('tooLate');
  });

  test('trouble while asking: asks again later', () => {
    const state = take(asked, looked({ kind: 'trouble', reason: 'unavailable', message: '503' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ step: 'ask', troubles: 1 });
    expect(stageOf(take(state, observed()), 'canceling').step).toBe('send');
  });

  test('unknown to the marketplace while asking: the offer decides first', () => {
    const state = take(asked, looked({ kind: 'not-found', message: '404' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ step: 'ask', look: 'missing' });
  });

  test('completed while asking: too late, whether it is live is looked at', () => {
    const state = take(asked, observed({ state: 'succeeded' }));

    expect(stageOf(state, 'publishing').look).toBe('completed');
    expect(viewOf(state).cancellation?.state).toBe('tooLate');
  });

  test('completed before: too late', () => {
    const state = take(publishing, observed({ state: 'succeeded' }), cancelAsked);

    expect(stageOf(state, 'publishing').look).toBe('completed');
    expect(viewOf(state).cancellation?.state).toBe('tooLate');
  });

  test('it ended while asking', () => {
    expect(endOf(take(asked, observed({ state: 'failed' })))).toBe('Failed MarketplaceFailed');
    expect(viewOf(take(asked, observed({ state: 'failed' }))).cancellation?.state).toBe('tooLate');
  });
});

describe('the answer to the cancel', () => {
  test('canceled: looks at once, and ends when the operation says so', () => {
    const state = take(sending, answer({ kind: 'canceled' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ step: 'follow', dueAt: state.now });
    expect(endOf(take(state, observed({ state: 'canceled' })))).toBe('Canceled');
  });

  test('canceling: follows it by the schedule', () => {
    const state = take(sending, answer({ kind: 'canceling', ref: '/operations/cancel' }));
    const later = take(state, observed());

    expect(viewOf(state)).toMatchObject({ phase: 'canceling', cancellation: { state: 'canceling' } });
    expect(stageOf(state, 'canceling').dueAt).toBe(stageOf(sending, 'canceling').dueAt);
    expect(stageOf(later, 'canceling').step).toBe('follow');
    expect(endOf(take(later, observed({ state: 'canceled' })))).toBe('Canceled');
  });

  test('canceling, but it went live all the same: the truth is told', () => {
    const state = take(
      sending,
      answer({ kind: 'canceling' }),
      observed({ state: 'succeeded' }),
      inspected(aLiveOffer()),
    );

    expect(viewOf(state)).toMatchObject({ status: 'Succeeded', cancellation: { state: 'tooLate' } });
  });

  test('too late: the go-live goes on', () => {
    const state = take(sending, answer({ kind: 'too-late', message: 'no longer' }));

    expect(state.stage.phase).toBe('publishing');
    expect(viewOf(state).cancellation?.state).toBe('tooLate');
  });

  test.each([
    ['canceled', 'Canceled'],
    ['failed', 'Failed MarketplaceFailed'],
  ] as const)('not found: the offer decides (%s)', (status, end) => {
    const state = take(sending, answer({ kind: 'not-found', message: '404' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ look: 'missing', dueAt: state.now });
    expect(endOf(take(state, inspected(anOffer({ status }))))).toBe(end);
  });

  test('not found, but it runs: asks again', () => {
    const missing = take(sending, answer({ kind: 'not-found', message: '404' }));
    const state = take(missing, inspected(anOffer({ status: 'running' })), observed());

    expect(stageOf(state, 'canceling').step).toBe('send');
  });

  test('refused again and again: told once', () => {
    const refusal = answer({ kind: 'refused', problem: { code: 'SubmissionRejected', message: 'odd' } });
    const state = take(sending, refusal, observed(), refusal, observed(), refusal);
    const followed = take(state, observed(), answer({ kind: 'canceling' }), observed());

    expect(transitions(state).filter((name) => name === 'attention-needed')).toHaveLength(1);
    expect(transitions(state)).not.toContain('attention-cleared');
    expect(transitions(followed).at(-1)).toBe('attention-cleared');
  });

  test.each([
    answer({ kind: 'trouble', reason: 'unavailable', message: '503' }),
    answer({ kind: 'refused', problem: { code: 'SubmissionRejected', message: 'odd' } }),
    { kind: 'cancel', result: { kind: 'interrupted', message: 'the process died' } } as const,
  ])('may or may not have been taken: looks first, then asks again (%j)', (outcome) => {
    const state = take(sending, outcome);

    expect(stageOf(state, 'canceling')).toMatchObject({ step: 'ask', troubles: 1 });
    expect(nextLookIn(state)).toBe(60);
    expect(stageOf(take(state, observed()), 'canceling').step).toBe('send');
    expect(endOf(take(state, observed({ state: 'canceled' })))).toBe('Canceled');
  });
});

test('cancel twice is one cancel', () => {
  const again = signaled({ kind: 'cancel', reason: 'other', notificationEmails: [] });
  const state = take(asked, again);

  expect(transitions(state).filter((name) => name === 'cancel-requested')).toHaveLength(1);
  expect(viewOf(state).cancellation?.reason).toBe('wrong price');
});

test('a second cancel after "too late" stays too late', () => {
  const state = take(asked, observed({ cancelable: false }), cancelAsked);

  expect(viewOf(state)).toMatchObject({ phase: 'publishing', cancellation: { state: 'tooLate' } });
});

test('after the end there is nothing to cancel', () => {
  const ended = take(publishing, observed({ state: 'failed' }));

  expect(take(ended, cancelAsked).cancellation).toBeUndefined();
});

test('needs no reason', () => {
  const state = take(publishing, signaled({ kind: 'cancel', notificationEmails: [] }));

  expect(viewOf(state).cancellation).toEqual({ requestedAt: new Date(state.now).toISOString(), state: 'requested' });
  expect(state.now).toBeGreaterThan(at(0));
});
