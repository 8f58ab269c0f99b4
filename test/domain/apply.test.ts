import { apply } from '../../src/domain/apply.ts';
import type { Outcome } from '../../src/domain/command.ts';
import { begin } from '../../src/domain/gates.ts';
import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  notSent,
  observed,
  START,
  take,
  timedOut,
  unknown,
} from './go-lives.ts';

const HOUR = 3600;
const cancelTaken: Outcome = { kind: 'cancel', result: { kind: 'canceling' } };

describe('the deadline', () => {
  const request = aRequest({ terms: { deadlineAt: at(HOUR) }, onConflict: 'queue' });
  const queued = inspected(anOffer({ running: [aRunning()] }));

  test.each([
    ['scheduled', goLive({ ...request, notBefore: at(2 * HOUR) }), 'Nothing was submitted.'],
    [
      'awaiting-approval',
      goLive({ ...request, approval: { required: 1, expiresAfterSeconds: 2 * HOUR } }, inspected()),
      'Nothing was submitted.',
    ],
    ['queued', goLive(request, queued), 'Nothing was submitted.'],
    ['checking', goLive(request), 'Nothing was submitted.'],
    ['settling', goLive(request, inspected(), unknown), 'Whether the submission was accepted is not known.'],
    ['publishing', goLive(request, inspected(), accepted), 'Marketplace operation ours is no longer followed.'],
    [
      'canceling',
      goLive(request, inspected(), accepted, cancelAsked),
      'Marketplace operation ours is no longer followed.',
    ],
  ])('ends the phase %s', (phase, state, left) => {
    const late = take(state, [HOUR, timedOut]);

    expect(state.stage.phase).toBe(phase);
    expect(endOf(late)).toBe('Failed DeadlineExceeded');
    expect(viewOf(late).error?.message).toBe(`Not over at the deadline, 2026-01-05T10:00:00.000Z. ${left}`);
  });

  test('does not end a submission that is under way: its outcome is waited for', () => {
    const submitting = goLive(request, inspected());

    expect(take(submitting, [HOUR, timedOut]).stage.phase).toBe('submitting');
    expect(viewOf(take(submitting, [HOUR, unknown])).error?.message).toMatch(/accepted is not known\.$/);
    expect(viewOf(take(submitting, [HOUR, notSent('late')])).error?.message).toMatch(/accepted nothing\.$/);
  });

  test('keeps from submitting what a look allows too late', () => {
    const late = take(goLive(request), [HOUR, inspected()]);

    expect(viewOf(late).error?.message).toMatch(/Nothing was submitted\.$/);
    expect(late.submission.attempts).toBe(0);
  });

  test('does not come before its time', () => {
    expect(take(goLive(request, queued), [HOUR - 1, timedOut]).stage.phase).toBe('queued');
  });

  test('an end that comes with the same look is the end', () => {
    expect(endOf(take(goLive(request, inspected(), accepted), [HOUR, observed({ state: 'canceled' })]))).toBe(
      'Failed MarketplaceFailed',
    );
  });

  test('no wait goes beyond it', () => {
    const state = take(goLive({ ...request, notBefore: at(2 * HOUR) }), {
      kind: 'announce',
      result: { kind: 'announced', written: 2, published: 2 },
    });

    expect(next(state)).toEqual({ kind: 'wait', until: at(HOUR) });
  });
});

test('a clock that goes back is not followed', () => {
  const state = apply(begin(aRequest(), START), timedOut, START - 5000);

  expect(state.now).toBe(START);
});

test.each([
  ['submit', goLive(aRequest()), accepted],
  ['observe', goLive(aRequest()), observed()],
  ['cancel', goLive(aRequest()), { kind: 'cancel', result: { kind: 'canceled' } } as const],
  [
    'cancel, not canceling',
    goLive(aRequest(), inspected(), accepted),
    { kind: 'cancel', result: { kind: 'canceled' } } as const,
  ],
  ['inspect', goLive(aRequest({ notBefore: at(HOUR) })), inspected()],
])('an answer to nothing that was asked changes no stage: %s', (_kind, state, outcome) => {
  expect(take(state, outcome).stage).toEqual(state.stage);
});

test('every state is plain JSON, so that it can be the next run of its orchestration', () => {
  const state = goLive(aRequest({ labels: { train: 'may' } }), inspected(), accepted, observed(), cancelAsked);

  expect(next(JSON.parse(JSON.stringify(state)))).toEqual(next(state));
});

test.each([
  ['publishing, without an operation', goLive(aRequest(), inspected(), accepted), 'marketplace', observed()],
  [
    'canceling, without a cancel',
    goLive(aRequest(), inspected(), accepted, cancelAsked, observed()),
    'cancellation',
    cancelTaken,
  ],
] as const)(
  'a state that no transition leads to stops at once instead of turning in circles: %s',
  (_state, whole, member, outcome) => {
    const { [member]: _, ...state } = whole;
    const quiet = { ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } };

    expect(() => next(quiet)).toThrow('something else wrote this state');
    expect(() => take(quiet, outcome)).toThrow('something else wrote this state');
  },
);

test('what an older or newer version wrote and this one does not know is named', () => {
  const state = JSON.parse(JSON.stringify(goLive(aRequest())).replace('"phase":"checking"', '"phase":"dreaming"'));
  const quiet = { ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } };

  expect(() => next(quiet)).toThrow('No case for {"phase":"dreaming"');
  expect(() => apply(quiet, JSON.parse('{"kind":"dreamt"}'), START)).toThrow('No case for {"kind":"dreamt"}');
});
