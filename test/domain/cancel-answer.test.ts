import type { CancelOutcome } from '../../src/domain/observation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  aRequest,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  observed,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted, observed());
const asked = take(publishing, cancelAsked);
const sending = take(asked, observed({ cancelable: true }));
const answer = (result: CancelOutcome) => ({ kind: 'cancel', result }) as const;

describe('the answer to the cancel', () => {
  test('canceled: looks at once, and ends when the operation says so', () => {
    const state = take(sending, answer({ kind: 'canceled' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ next: 'follow', dueAt: state.now });
    expect(endOf(take(state, observed({ state: 'canceled' })))).toBe('Canceled');
  });

  test('canceling: follows it by the schedule', () => {
    const state = take(sending, answer({ kind: 'canceling', ref: '/operations/cancel' }));
    const later = take(state, observed());

    expect(viewOf(state)).toMatchObject({ phase: 'canceling', cancellation: { state: 'canceling' } });
    expect(stageOf(state, 'canceling').dueAt).toBe(stageOf(sending, 'canceling').dueAt);
    expect(stageOf(later, 'canceling').next).toBe('follow');
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

  test('not found: the offer decides', () => {
    const state = take(sending, answer({ kind: 'not-found', message: '404' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ looksAt: 'missing', dueAt: state.now });
    expect(endOf(take(state, inspected(aLiveOffer())))).toBe('Succeeded');
  });

  test('R14: not sent, because ours does not run, or not alone: looks before it asks again', () => {
    const state = take(sending, answer({ kind: 'not-sent', message: 'not alone' }));

    expect(stageOf(state, 'canceling').next).toBe('ask');
    expect(nextLookIn(state)).toBe(30);
    expect(stageOf(take(state, observed()), 'canceling').next).toBe('send');
  });

  test('not found, but it runs: asks again', () => {
    const missing = take(sending, answer({ kind: 'not-found', message: '404' }));
    const state = take(missing, inspected(anOffer({ status: 'running' })), observed());

    expect(stageOf(state, 'canceling').next).toBe('send');
  });

  test('refused again and again: told once', () => {
    const refusal = answer({ kind: 'refused', cause: { code: 'SubmissionRejected', message: 'odd' } });
    const state = take(sending, refusal, observed(), refusal, observed(), refusal);
    const followed = take(state, observed(), answer({ kind: 'canceling' }), observed(), observed());

    expect(transitions(state).filter((name) => name === 'attention-needed')).toHaveLength(1);
    expect(transitions(state)).not.toContain('attention-cleared');
    expect(transitions(followed).at(-1)).toBe('attention-cleared');
  });

  test.each([
    answer({ kind: 'trouble', reason: 'unavailable', message: '503' }),
    answer({ kind: 'refused', cause: { code: 'SubmissionRejected', message: 'odd' } }),
    { kind: 'cancel', result: { kind: 'interrupted', message: 'the process died' } } as const,
  ])('may or may not have been taken: looks first, then asks again (%j)', (outcome) => {
    const state = take(sending, outcome);

    expect(stageOf(state, 'canceling')).toMatchObject({ next: 'ask', consecutiveFailures: 1 });
    expect(nextLookIn(state)).toBe(60);
    expect(stageOf(take(state, observed()), 'canceling').next).toBe('send');
    expect(endOf(take(state, observed({ state: 'canceled' })))).toBe('Canceled');
  });
});
