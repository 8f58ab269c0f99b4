import type { Outcome } from '../../src/domain/command.ts';
import type { OfferSnapshot, RunningOperation } from '../../src/domain/observation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  aLiveOffer,
  anOffer,
  aRequest,
  aRunning,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  stageOf,
  take,
  timedOut,
  transitions,
  unknown,
} from './go-lives.ts';

const ours = aRunning({ operationId: 'ours', ref: '/operations/ours' });
const look = (overrides: Partial<OfferSnapshot> = {}) => inspected(anOffer(overrides));
const holds = (version: string) => ({ kind: 'holds', version }) as const;
const refusedLook: Outcome = {
  kind: 'inspect',
  result: { kind: 'refused', cause: { code: 'PublisherAccessDenied', message: '403' } },
};

/** The POST is answered 2 s after the request, so the operation that it started shows within 62 s. */
const submitting = goLive(aRequest(), inspected());
const settling = take(submitting, [2, unknown]);
const expecting = goLive(aRequest({ expectedVersion: '2' }), inspected(), [2, unknown]);
/** A look that begins after the settle time. */
const late = (outcome: Outcome, state = settling) => take(state, [62, timedOut], [63, outcome]);

describe('what is looked for, in this order', () => {
  test('R15: the version is live: it was accepted and is over, whatever else the offer shows', () => {
    const state = take(
      settling,
      look({ production: holds('2'), preview: holds('4'), status: 'waiting-for-publisher' }),
    );

    expect(endOf(state)).toBe('Succeeded');
    expect(viewOf(state).result).toEqual({ liveLinks: [], version: '2' });
  });

  test('R9: an operation on its way to live with this version, that was not so before, is adopted', () => {
    const state = take(settling, look({ running: [ours] }));

    expect(state.marketplace).toEqual({
      operationId: 'ours',
      ref: '/operations/ours',
      version: '2',
      productionBefore: '1',
      since: state.now,
    });
    expect(viewOf(state)).toMatchObject({ phase: 'publishing', adopted: true });
    expect(viewOf(state)).not.toHaveProperty('joined');
    expect(transitions(state)).toEqual(['accepted', 'submitted']);
  });

  test('R9: a publish that waited and is signed off by now is adopted', () => {
    const waiting = aRunning({ operationId: 'waiting', reach: 'sign-off' });
    const state = goLive(aRequest(), look({ running: [waiting] }), [2, unknown]);

    expect(take(state, look({ running: [waiting] })).stage.phase).toBe('settling');
    expect(take(state, look({ running: [{ ...waiting, reach: 'live' }] }))).toMatchObject({ adopted: true });
  });

  test.each<[string, Partial<RunningOperation>]>([
    ['goes to preview', { reach: 'preview' }],
    ['does not tell where it goes', { reach: 'unknown' }],
    ['does not tell its version', { version: undefined }],
    ['takes another version live', { version: '3' }],
  ])('R9: one that %s is not adopted; before the settle time is over it is looked at again', (_what, running) => {
    expect(take(settling, look({ running: [{ ...ours, ...running }] })).stage.phase).toBe('settling');
  });

  test('a first release is adopted without a version before it', () => {
    const first = goLive(aRequest(), look({ production: { kind: 'empty' } }), unknown);

    expect(take(first, look({ running: [ours] })).marketplace).not.toHaveProperty('productionBefore');
  });
});

describe('R3: before the settle time is over nothing else is proven', () => {
  test.each([
    ['all is as before', look()],
    ['another version is in preview', look({ preview: holds('3') })],
    ['the status became failed', look({ status: 'failed' })],
  ])('%s', (_what, outcome) => {
    expect(take(settling, [62, outcome]).stage.phase).toBe('settling');
  });

  test('looks four times, the last time right at the end of the settle time', () => {
    const dues: number[] = [];
    let state = settling;
    for (let times = 0; times < 4; times++) {
      const { dueAt } = stageOf(state, 'settling');
      dues.push((dueAt - settling.now) / 1000);
      state = take(state, [(dueAt - settling.now) / 1000 + 2, look()]);
    }
    expect(dues).toEqual([15, 30, 45, 60]);
  });

  test('a look that began before proves nothing, however long it took', () => {
    expect(take(settling, [61, look()], [70, look()]).stage.phase).toBe('settling');
  });
});

describe('after the settle time', () => {
  test('R9: another version on its way to live is told where a version was asked for', () => {
    const state = late(look({ running: [{ ...ours, version: '3' }] }), expecting);

    expect(endOf(state)).toBe('Failed PreviewChanged');
    expect(viewOf(state).error?.message).toBe(
      "Version 3 is on its way to live, perhaps by this operation's submission: marketplace operation ours. Whether the submission was accepted is not known.",
    );
  });

  test('R9: and is joined where none was', () => {
    const state = late(look({ running: [{ ...ours, version: '3' }] }));

    expect(viewOf(state)).toMatchObject({ joined: true, marketplace: { version: '3' } });
    expect(state.submitted).toBe('not-known');
  });

  test.each([
    ['runs something to preview', look({ running: [{ ...ours, reach: 'preview' }] })],
    ['runs something that does not tell where it goes', look({ running: [{ ...ours, reach: 'unknown' }] })],
    ['runs something to live that does not tell its version', look({ running: [{ ...ours, version: undefined }] })],
    ['is called running, and nothing is listed', look({ status: 'running' })],
    ['is called live, and the slot does not show it', look({ status: 'succeeded' })],
  ])('an offer that %s proves nothing: it tells once and looks on', (_offer, outcome) => {
    const state = late(outcome, take(settling, [62, timedOut], [63, outcome]));

    expect(state.stage.phase).toBe('settling');
    expect(state.attention?.code).toBe('SubmissionUnconfirmed');
    expect(transitions(state)).toEqual(['accepted', 'attention-needed']);
    expect(transitions(take(state, look({ running: [ours] }))).slice(2)).toEqual(['attention-cleared', 'submitted']);
  });

  test('a status that explains itself is no reason to wait', () => {
    const waiting = aRunning({ operationId: 'new', reach: 'sign-off', version: '3' });

    expect(endOf(late(look({ status: 'running', running: [waiting], preview: holds('3') })))).toBe(
      'Failed PreviewChanged',
    );
    expect(endOf(late(look({ status: 'succeeded', preview: holds('3') })))).toBe('Failed PreviewChanged');
  });

  test.each([
    ['another version', holds('3'), 'Version 2 was submitted from preview; version 3 is there now.'],
    ['nothing', { kind: 'empty' } as const, 'Version 2 was submitted from preview; nothing is there now.'],
  ])('%s in preview is not submitted', (_what, preview, message) => {
    const state = late(look({ preview }));

    expect(endOf(state)).toBe('Failed PreviewChanged');
    expect(viewOf(state).error?.message).toContain(message);
  });

  test('what went live meanwhile is named', () => {
    const words = (overrides: Partial<OfferSnapshot>) => viewOf(late(look(overrides))).error?.message;

    expect(words({ preview: holds('3'), production: holds('3') })).toContain(
      'Version 3 went live meanwhile, perhaps by',
    );
    expect(words({ production: holds('3') })).toContain('Version 3 went live meanwhile, perhaps by');
    expect(words({ production: { kind: 'empty' } })).not.toContain('went live');
  });
});

describe('R4: absent', () => {
  test('is what shows nowhere: sends the same version again, under a new number', () => {
    const state = late(look());

    expect(stageOf(state, 'submitting')).toMatchObject({
      intent: { attempt: 2, version: '2' },
      unsettled: { posts: 1 },
    });
    expect(state.submitted).toBe('not-known');
  });

  test.each(['failed', 'canceled', 'succeeded', 'unknown'] as const)(
    'a status %s that it had before proves it as well as any other',
    (status) => {
      const before = look({ status });

      expect(late(before, goLive(aRequest(), before, [2, unknown])).stage.phase).toBe('submitting');
    },
  );

  test.each([
    ['the status became failed', look({ status: 'failed' })],
    ['the status became canceled', look({ status: 'canceled' })],
    ['the status became a word never seen before', look({ status: 'unknown' })],
    ['another version is live', look({ production: holds('3') })],
    ['nothing is live any more', look({ production: { kind: 'empty' } })],
    ['an operation has just ended', look({ running: [{ ...ours, reach: 'ended' }] })],
    ['a publish waits that was not there before', look({ running: [{ ...ours, reach: 'sign-off' }] })],
  ])('%s: it is not known, and nothing is sent again', (_what, outcome) => {
    const state = late(outcome);

    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(viewOf(state).error).toMatchObject({ retryable: true, message: expect.stringMatching(/is not known\.$/) });
    expect(state.submission.attempts).toBe(1);
  });

  test('what showed once and is over may have been ours: nothing is sent again', () => {
    const shown = take(settling, [30, look({ running: [{ ...ours, reach: 'preview' }] })], [45, look()]);

    expect(endOf(late(look(), shown))).toBe('Failed MarketplaceFailed');
  });

  test.each([
    [600, 'submitting'],
    [601, 'ended'],
  ])('nobody looked for %s s: %s', (seconds, phase) => {
    const before = take(settling, [30, timedOut], [31, look()], [30 + seconds - 1, timedOut]);

    expect(take(before, [30 + seconds, look()]).stage.phase).toBe(phase);
  });

  test('a look that fails is no look', () => {
    const blind = [100, 300, 500, 629].map((seconds): [number, Outcome] => [seconds, refusedLook]);
    const state = take(settling, [31, look()], ...blind, [640, look()]);

    expect(endOf(state)).toBe('Failed MarketplaceFailed');
  });

  test('it looks often enough for a proof, however long something runs', () => {
    const seldom = goLive(aRequest({ terms: { pollMinSeconds: 900, pollMaxSeconds: 900 } }), inspected(), [2, unknown]);

    expect(nextLookIn(late(look({ running: [{ ...ours, reach: 'preview' }] }), seldom))).toBe(300);
  });

  test('three POSTs, each proven absent, and it is the marketplace that fails', () => {
    let state = submitting;
    for (let post = 1; post <= 3; post++) {
      const answeredAt = post * 100;
      state = take(state, [answeredAt, unknown], [answeredAt + 60, timedOut], [answeredAt + 61, look()]);
    }
    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(viewOf(state).error).toMatchObject({
      retryable: true,
      message:
        '3 submissions got no answer that tells the outcome, and nothing of the kind appeared. Whether the submission was accepted is not known.',
    });
    expect(state.submission.attempts).toBe(3);
  });

  test('no settle time at all: the first look proves', () => {
    const hasty = goLive(aRequest({ terms: { settleSeconds: 0 } }), inspected(), [2, unknown]);

    expect(nextLookIn(hasty)).toBe(0);
    expect(stageOf(take(hasty, [2, look()]), 'submitting').intent.attempt).toBe(2);
  });
});

test('a look that fails proves nothing: it tells, slows down and goes on', () => {
  const state = take(settling, [62, refusedLook], [122, refusedLook]);

  expect(stageOf(state, 'settling').consecutiveFailures).toBe(2);
  expect(state.attention?.code).toBe('PublisherAccessDenied');
});

describe('cancel while the outcome is unknown', () => {
  const asked = take(settling, cancelAsked);
  const end = (outcome: Outcome) => late(outcome, asked);

  test('R11: waits: whether there is anything to cancel is not known', () => {
    expect(asked.stage.phase).toBe('settling');
    expect(asked.cancellation?.state).toBe('requested');
  });

  test.each([
    ['absent', look(), '1 submission got no answer that tells the outcome, and nothing of the kind appeared.'],
    [
      'another version in preview',
      look({ preview: holds('3') }),
      'Version 2 was submitted from preview; version 3 is there now.',
    ],
    [
      'another version on its way to live',
      look({ running: [{ ...ours, version: '3' }] }),
      'Version 3 is on its way to live',
    ],
    ['a changed status', look({ status: 'failed' }), 'The offer changed after the submission'],
  ])('%s: canceled, nothing is sent again, and what is not known is said', (_what, outcome, message) => {
    const state = end(outcome);

    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toContain(message);
    expect(viewOf(state).cancellation?.message).toMatch(/Whether the submission was accepted is not known\.$/);
  });

  test('found: asks the marketplace to cancel it', () => {
    const state = take(asked, look({ running: [ours] }));

    expect(stageOf(state, 'canceling')).toMatchObject({ next: 'ask', dueAt: state.now });
  });

  test('live by now: reports that the cancel came too late', () => {
    expect(viewOf(take(asked, inspected(aLiveOffer())))).toMatchObject({
      status: 'Succeeded',
      cancellation: { state: 'tooLate' },
    });
  });

  test('when every look fails for an hour, it is not waited for any longer', () => {
    const hour = take(asked, [3000, refusedLook]);

    expect(hour.stage.phase).toBe('settling');
    expect(endOf(take(hour, [3662, refusedLook]))).toBe('Canceled');
    expect(take(settling, [9000, refusedLook]).stage.phase).toBe('settling');
  });
});
