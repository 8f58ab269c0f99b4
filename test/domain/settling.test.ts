import { viewOf } from '../../src/domain/operation-view.ts';
import {
  aLiveOffer,
  anOffer,
  aRequest,
  aRunning,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  stageOf,
  take,
  transitions,
  unknown,
} from './go-lives.ts';

const ours = aRunning({ operationId: 'ours', ref: '/operations/ours' });
const refusedLook = {
  kind: 'inspect',
  result: { kind: 'refused', problem: { code: 'PublisherAccessDenied', message: '403' } },
} as const;

/** The POST is answered 2 s after the request. */
const submitting = goLive(aRequest(), inspected());
const settling = take(submitting, [2, unknown]);

describe('while the outcome is unknown', () => {
  test('adopts the operation that the look before the POST did not show', () => {
    const state = take(settling, inspected(anOffer({ running: [ours] })));

    expect(state.marketplace).toEqual({
      operationId: 'ours',
      ref: '/operations/ours',
      version: '2',
      statusBefore: 'waiting-for-publisher',
    });
    expect(state.joined).toBeUndefined();
    expect(transitions(state)).toEqual(['accepted', 'submitted']);
  });

  test('adopts one that does not tell where it goes', () => {
    expect(take(settling, inspected(anOffer({ running: [{ ...ours, target: 'unknown' }] }))).stage.phase).toBe(
      'publishing',
    );
  });

  test('does not adopt one that goes to preview, but waits for what becomes of it', () => {
    const state = take(settling, [200, inspected(anOffer({ running: [{ ...ours, target: 'preview' }] }))]);

    expect(state.stage.phase).toBe('settling');
  });

  test('the version is live: it was accepted and is over', () => {
    expect(endOf(take(settling, inspected(aLiveOffer())))).toBe('Succeeded');
  });

  test.each([
    ['failed', 'Failed MarketplaceFailed'],
    ['canceled', 'Canceled'],
  ] as const)('the offer became %s since the POST: that was it', (status, end) => {
    expect(endOf(take(settling, inspected(anOffer({ status }))))).toBe(end);
  });

  test.each(['failed', 'canceled'] as const)('an offer that was %s before the POST tells nothing', (status) => {
    const state = goLive(aRequest(), inspected(anOffer({ status })), unknown, inspected(anOffer({ status })));

    expect(state.stage.phase).toBe('settling');
  });

  test('looks four times, the last time right at the end of the settle time', () => {
    const dues: number[] = [];
    let state = settling;
    for (let look = 0; look < 4; look++) {
      const { dueAt } = stageOf(state, 'settling');
      dues.push((dueAt - settling.now) / 1000);
      state = take(state, [(dueAt - at(0)) / 1000, inspected()]);
    }
    expect(dues).toEqual([15, 30, 45, 60]);
  });

  test('one look that began before the settle time was over proves nothing, however long it took', () => {
    const before = take(settling, [61, inspected()]);
    const state = take(before, [70, inspected()]);

    expect(state.stage.phase).toBe('settling');
  });

  test('a look begun after the settle time proves it absent: sends again under a new number', () => {
    const state = take(settling, [62, inspected()], [63, inspected()]);

    expect(stageOf(state, 'submitting').intent.attempt).toBe(2);
    expect(state.submission).toMatchObject({ attempts: 2, absent: 1 });
  });

  test('proven absent with another version in preview by now: the pin still holds', () => {
    const pinned = goLive(aRequest({ expectedVersion: '2' }), inspected(), [2, unknown], [62, inspected()]);

    const state = take(pinned, [63, inspected(anOffer({ preview: { kind: 'holds', version: '3' } }))]);

    expect(endOf(state)).toBe('Failed PreviewChanged');
  });

  test.each([
    ['became live without showing what', anOffer({ status: 'succeeded' })],
    ['has a status never seen before', anOffer({ status: 'unknown' })],
    ['has an unreadable slot', anOffer({ production: { kind: 'unreadable', reason: '503' } })],
    ['is busy', anOffer({ status: 'running' })],
    ['runs something to preview', anOffer({ running: [{ ...ours, target: 'preview' }] })],
  ])('an offer that %s proves nothing: it tells once and looks on', (_offer, offer) => {
    const state = take(settling, [62, inspected(offer)], [100, inspected(offer)], [200, inspected(offer)]);

    expect(state.stage.phase).toBe('settling');
    expect(state.attention?.code).toBe('SubmissionUnconfirmed');
    expect(transitions(state)).toEqual(['accepted', 'attention-needed']);
    expect(transitions(take(state, inspected(anOffer({ running: [ours] })))).slice(2)).toEqual([
      'attention-cleared',
      'submitted',
    ]);
  });

  describe('something showed that the marketplace said was on its way to preview, and is over', () => {
    const shown = inspected(anOffer({ running: [{ ...ours, target: 'preview' }] }));
    const over = (...outcomes: Parameters<typeof take>[1][]) =>
      take(settling, [30, shown], ...outcomes, [63, inspected()]);

    test('it may have been ours: no second POST, and no success', () => {
      const state = over([45, inspected()], [62, inspected()]);

      expect(endOf(state)).toBe('Failed MarketplaceFailed');
      expect(viewOf(state).error).toMatchObject({ retryable: true });
      expect(state.submission).toMatchObject({ attempts: 1, absent: 0 });
    });

    test('canceled, when that was asked for: nothing of it runs', () => {
      expect(endOf(over([50, cancelAsked], [62, inspected()]))).toBe('Canceled');
    });

    test('one that is named after another version is not ours: proven absent', () => {
      const other = { ...ours, target: 'preview', version: '3', pinned: true } as const;
      const state = take(
        settling,
        [30, inspected(anOffer({ running: [other] }))],
        [62, inspected()],
        [63, inspected()],
      );

      expect(stageOf(state, 'submitting').intent.attempt).toBe(2);
    });

    test('an operation from before this rule goes on as it began', () => {
      const { rules: _, ...course } = settling.request.course;
      const earlier = { ...settling, request: { ...settling.request, course } };
      const state = take(earlier, [30, shown], [62, inspected()], [63, inspected()]);

      expect(stageOf(state, 'submitting').intent.attempt).toBe(2);
    });
  });

  test.each(['succeeded', 'unknown'] as const)(
    'a status %s that it had before proves it absent all the same',
    (status) => {
      const before = inspected(anOffer({ status }));
      const state = goLive(aRequest(), before, [2, unknown], [62, before], [63, before]);

      expect(stageOf(state, 'submitting').intent.attempt).toBe(2);
    },
  );

  test('an operation that was seen before the POST is not ours, even if it shows again', () => {
    const theirs = inspected(anOffer({ running: [aRunning()] }));
    const state = goLive(aRequest({ onConflict: 'queue' }), theirs, inspected(), [3, unknown], theirs);

    expect(stageOf(state, 'settling').intent.seen).toEqual(['theirs']);
    expect(take(state, [63, theirs], [64, theirs]).stage.phase).toBe('queued');
  });

  test('a refusal proves nothing: it tells, slows down and goes on', () => {
    const state = take(settling, [62, refusedLook], [122, refusedLook]);

    expect(stageOf(state, 'settling').troubles).toBe(2);
    expect(state.attention?.code).toBe('PublisherAccessDenied');
  });

  test('three POSTs, each proven absent, and it is the marketplace that fails', () => {
    let state = submitting;
    for (let post = 1; post <= 3; post++) {
      const answeredAt = post * 1000;
      state = take(state, [answeredAt, unknown], [answeredAt + 60, inspected()], [answeredAt + 61, inspected()]);
    }
    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(viewOf(state).error?.retryable).toBe(true);
    expect(state.submission).toMatchObject({ attempts: 3, absent: 3 });
  });

  test('no settle time at all: the first look proves', () => {
    const hasty = goLive(aRequest({ course: { settleSeconds: 0 } }), inspected(), [2, unknown]);

    expect(nextLookIn(hasty)).toBe(30);
    expect(stageOf(take(hasty, [32, inspected()]), 'submitting').intent.attempt).toBe(2);
  });
});

describe('cancel while the outcome is unknown', () => {
  const asked = take(settling, cancelAsked);

  test('waits: whether there is anything to cancel is not known', () => {
    expect(asked.stage.phase).toBe('settling');
    expect(asked.cancellation?.state).toBe('requested');
  });

  test('proven absent: canceled, nothing is sent again', () => {
    const state = take(asked, [62, inspected()], [63, inspected()]);

    expect(endOf(state)).toBe('Canceled');
    expect(state.submission.attempts).toBe(1);
  });

  test('found: asks the marketplace to cancel it', () => {
    const state = take(asked, inspected(anOffer({ running: [ours] })));

    expect(stageOf(state, 'canceling')).toMatchObject({ step: 'ask', dueAt: state.now });
  });

  test('live by now: too late', () => {
    expect(viewOf(take(asked, inspected(aLiveOffer())))).toMatchObject({
      status: 'Succeeded',
      cancellation: { state: 'tooLate' },
    });
  });
});
