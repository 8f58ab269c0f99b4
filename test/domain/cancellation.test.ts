import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  aRequest,
  aRunning,
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
  unknown,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted, observed());
const asked = take(publishing, cancelAsked);

describe('before the intent it is free', () => {
  test.each([
    ['checking', goLive(aRequest())],
    ['queued', goLive(aRequest({ onConflict: 'queue' }), inspected(anOffer({ running: [aRunning()] })))],
  ])('%s', (_phase, state) => {
    const canceled = take(state, cancelAsked);

    expect(endOf(canceled)).toBe('Canceled');
    expect(transitions(canceled).slice(-2)).toEqual(['cancel-requested', 'canceled']);
    expect(viewOf(canceled).cancellation).toMatchObject({
      state: 'canceled',
      reason: 'wrong price',
      message: 'Nothing was submitted.',
    });
  });
});

describe('after it the marketplace is asked', () => {
  test('looks at once whether it can be canceled', () => {
    expect(stageOf(asked, 'canceling')).toMatchObject({ next: 'ask', dueAt: asked.now });
    expect(viewOf(asked).cancellation?.state).toBe('requested');
  });

  test.each([true, undefined])('cancelable %s: sends the cancel', (cancelable) => {
    const state = take(asked, observed({ cancelable }));

    expect(stageOf(state, 'canceling').next).toBe('send');
    expect(next({ ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } })).toEqual({
      kind: 'cancel',
      publisherId: 'contoso',
      offerId: 'vm',
      operationId: 'ours',
      version: '2',
      ref: '/operations/ours',
      notificationEmails: ['a@contoso.com'],
    });
  });

  test('not cancelable: too late, the go-live goes on', () => {
    const state = take(asked, observed({ cancelable: false }));

    expect(stageOf(state, 'publishing').looksAt).toBe('operation');
    expect(viewOf(state).cancellation?.state).toBe('tooLate');
  });

  test('trouble while asking: asks again later', () => {
    const state = take(asked, looked({ kind: 'trouble', reason: 'unavailable', message: '503' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ next: 'ask', consecutiveFailures: 1 });
    expect(stageOf(take(state, observed()), 'canceling').next).toBe('send');
  });

  test('unknown to the marketplace while asking: the offer decides first', () => {
    const state = take(asked, looked({ kind: 'not-found', message: '404' }));

    expect(stageOf(state, 'canceling')).toMatchObject({ next: 'ask', looksAt: 'missing' });
  });

  test('completed: whether it is live is looked at, and only then it is too late', () => {
    const during = take(asked, observed({ state: 'succeeded' }));
    const before = take(publishing, observed({ state: 'succeeded' }), cancelAsked);

    for (const state of [during, before]) {
      expect(state.stage).toMatchObject({ phase: 'canceling', looksAt: 'completed' });
      expect(viewOf(take(state, inspected(aLiveOffer())))).toMatchObject({
        status: 'Succeeded',
        cancellation: { state: 'tooLate' },
      });
    }
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

test('a wish that was refused can be wished again, and takes its place', () => {
  const late = take(asked, observed({ cancelable: false }));
  const again = take(late, signaled({ kind: 'cancel', reason: 'other', notificationEmails: [] }));

  expect(viewOf(late).cancellation?.state).toBe('tooLate');
  expect(viewOf(again)).toMatchObject({ phase: 'canceling', cancellation: { state: 'requested', reason: 'other' } });
  expect(stageOf(take(again, observed({ cancelable: true })), 'canceling').next).toBe('send');
});

describe('what was found after an unknown outcome may be somebody else’s', () => {
  const superseded = signaled({ kind: 'cancel', notificationEmails: [], supersededBy: 'op-2' });
  const settling = goLive(aRequest(), inspected(), unknown);
  const found = inspected(anOffer({ running: [aRunning({ operationId: 'ours' })] }));
  const adopted = take(settling, found);

  test('a person’s cancel is sent', () => {
    expect(stageOf(take(adopted, cancelAsked, observed()), 'canceling').next).toBe('send');
    expect(stageOf(take(settling, cancelAsked, found), 'canceling').next).toBe('ask');
  });

  test.each([
    ['after it was found', take(adopted, superseded)],
    ['before', take(settling, superseded, found)],
  ])('that of an operation that wants its place is not: it is left alone (asked %s)', (_when, state) => {
    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toBe(
      'Marketplace operation ours goes on and is no longer followed. The answer to the submission was lost: marketplace operation ours was perhaps started by somebody else.',
    );
  });

  test('a person’s wish reaches further than an operation’s that came before it', () => {
    const state = take(settling, superseded, cancelAsked, found);

    expect(stageOf(state, 'canceling').next).toBe('ask');
  });

  test('an operation’s wish takes nothing from a person’s', () => {
    expect(stageOf(take(settling, cancelAsked, superseded, found), 'canceling').next).toBe('ask');
  });
});

test('what is surely ours is canceled for an operation as well', () => {
  const superseded = signaled({ kind: 'cancel', notificationEmails: [], supersededBy: 'op-2' });

  expect(stageOf(take(publishing, superseded), 'canceling').next).toBe('ask');
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
