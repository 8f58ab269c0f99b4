import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  looked,
  observed,
  signaled,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted, observed());
const asked = take(publishing, cancelAsked);

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
