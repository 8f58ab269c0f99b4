import type { Outcome } from '../../src/domain/command.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  aRequest,
  aRunning,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  looked,
  nextLookIn,
  observed,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted);
const told = (...more: string[]) => ['accepted', 'submitted', ...more];
const notFound = looked({ kind: 'not-found', message: '404' });

describe('live is said only when two sources agree', () => {
  const completed = take(publishing, observed({ state: 'succeeded', liveLinks: ['https://market/vm'] }));

  test('completed: looks at the offer at once', () => {
    expect(stageOf(completed, 'publishing')).toMatchObject({ look: 'completed', dueAt: completed.now });
    expect(transitions(completed)).toEqual(told());
  });

  test('the offer agrees: live', () => {
    const state = take(completed, inspected(aLiveOffer()));

    expect(viewOf(state)).toMatchObject({
      status: 'Succeeded',
      result: { version: '2', liveLinks: ['https://market/vm'] },
    });
    expect(transitions(state)).toEqual(told('succeeded'));
  });

  test.each([
    ['another status', { status: 'running' as const, production: { kind: 'holds' as const, version: '2' } }],
    ['another version in production', { status: 'succeeded' as const }],
    ['nothing in production', { status: 'succeeded' as const, production: { kind: 'empty' as const } }],
    [
      'an unreadable slot',
      { status: 'succeeded' as const, production: { kind: 'unreadable' as const, reason: '503' } },
    ],
  ])('the offer shows %s: not over, told once, looked at until it agrees', (_situation, offer) => {
    const doubtful = take(completed, inspected(anOffer(offer)), inspected(anOffer(offer)));
    const state = take(doubtful, inspected(aLiveOffer()));

    expect(doubtful.stage.phase).toBe('publishing');
    expect(doubtful.attention?.code).toBe('LiveNotConfirmed');
    expect(nextLookIn(doubtful)).toBe(30);
    expect(transitions(doubtful)).toEqual(told('attention-needed'));
    expect(endOf(state)).toBe('Succeeded');
  });

  test('the offer cannot be looked at: tried again', () => {
    const state = take(completed, {
      kind: 'inspect',
      result: { kind: 'trouble', reason: 'timed-out', message: 'no answer' },
    });

    expect(stageOf(state, 'publishing')).toMatchObject({ look: 'completed', troubles: 1 });
  });
});

describe('the marketplace no longer knows the operation', () => {
  const missing = take(publishing, observed(), notFound);

  test("the offer's status is asked at once", () => {
    expect(stageOf(missing, 'publishing')).toMatchObject({ look: 'missing', dueAt: missing.now });
  });

  test('live', () => {
    expect(endOf(take(missing, inspected(aLiveOffer())))).toBe('Succeeded');
  });

  test.each([
    ['failed', 'Failed MarketplaceFailed'],
    ['canceled', 'Canceled'],
  ] as const)('the offer became %s', (status, end) => {
    expect(endOf(take(missing, inspected(anOffer({ status }))))).toBe(end);
  });

  test('a status that it had before the POST tells nothing: looks on and tells', () => {
    const before = anOffer({ status: 'failed' });
    const state = take(goLive(aRequest(), inspected(before), accepted), notFound, inspected(before));

    expect(stageOf(state, 'publishing').look).toBe('operation');
    expect(state.attention?.code).toBe('OperationNotFound');
  });

  test('listed all the same: looks at it again, nobody is needed', () => {
    const state = take(
      missing,
      inspected(anOffer({ status: 'running', running: [aRunning({ operationId: 'ours' })] })),
    );

    expect(stageOf(state, 'publishing').look).toBe('operation');
    expect(state.attention).toBeUndefined();
  });

  test('found again: nobody is needed any more', () => {
    const state = take(missing, inspected(anOffer({ status: 'running' })), observed());

    expect(transitions(state)).toEqual(told('attention-needed', 'attention-cleared'));
  });
});

describe('what was canceled shows nowhere any more', () => {
  const GONE_SECONDS = 3600;
  const canceling = (course: { rules?: 1 } = {}) =>
    take(
      goLive(aRequest({ course }), inspected(), accepted),
      cancelAsked,
      [100, observed({ cancelable: true })],
      [101, { kind: 'cancel', result: { kind: 'canceled' } }],
    );
  const gone = (from: number, offer = anOffer()): [number, Outcome][] => [
    [from, notFound],
    [from + 1, inspected(offer)],
  ];
  const canceled = canceling();

  test('it is believed after a long time, not before: a list may lag', () => {
    const justBefore = take(canceled, ...gone(110), ...gone(110 + GONE_SECONDS - 1));
    const state = take(justBefore, ...gone(110 + GONE_SECONDS));

    expect(viewOf(justBefore)).toMatchObject({ phase: 'canceling', attention: { code: 'OperationNotFound' } });
    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.state).toBe('canceled');
  });

  test.each<[string, [number, Outcome]]>([
    ['its operation', [2000, observed()]],
    ['the offer', [2000, inspected(anOffer({ running: [aRunning({ operationId: 'ours' })] }))]],
  ])('%s showed it in between: the time begins anew', (_, shown) => {
    const state = take(canceled, ...gone(110), [1999, notFound], shown, ...gone(110 + GONE_SECONDS));

    expect(state.stage.phase).toBe('canceling');
    expect(endOf(take(state, ...gone(111 + 2 * GONE_SECONDS)))).toBe('Canceled');
  });

  test('it went live all the same: the truth is told', () => {
    expect(endOf(take(canceled, ...gone(110), ...gone(9000, aLiveOffer())))).toBe('Succeeded');
  });

  test('something runs, or the cancel was never taken, or the request is from before: it is looked at on', () => {
    const busy = take(canceled, ...gone(110), ...gone(9000, anOffer({ status: 'running' })));
    const asking = take(publishing, cancelAsked, ...gone(110), ...gone(9000));
    const neverAsked = take(publishing, ...gone(110), ...gone(9000));
    const earlier = take(canceling({ rules: undefined }), ...gone(110), ...gone(9000));

    for (const state of [busy, asking, neverAsked, earlier]) {
      expect(state.attention?.code).toBe('OperationNotFound');
    }
  });
});
