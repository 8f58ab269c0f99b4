import type { LaneOutcome, Outcome } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import {
  accepted,
  aLiveOffer,
  answered,
  aRequest,
  at,
  cancelAsked,
  goLive,
  inspected,
  take,
  taken,
  timedOut,
  unknown,
} from './go-lives.ts';

const lane = 'contoso/vm';
const interrupted = { kind: 'interrupted', message: 'died' } as const;
const entered = (position: number, holder: string): Outcome => ({
  kind: 'enter-lane',
  result: { kind: 'entered', position, holder },
});
const left = (follower?: string): Outcome => ({ kind: 'leave-lane', result: { kind: 'left', next: follower } });
const raised: Outcome = { kind: 'signal-operation', result: { kind: 'raised' } };
const lost = (kind: LaneOutcome['kind']): Outcome => ({ kind, result: interrupted });
const command = (state: GoLive) =>
  next({ ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } });

const entering = goLive(aRequest({ laneKey: lane }));

const holding = goLive(aRequest({ laneKey: lane }), entered(0, 'op-1'), inspected(aLiveOffer()));
const announced: Outcome = { kind: 'announce', result: { kind: 'announced', written: 2, published: 2 } };

test('leaves the lane', () => {
  expect(command(holding)).toEqual({ kind: 'leave-lane', laneKey: lane, operationId: 'op-1' });
  expect(command(take(holding, left()))).toEqual({ kind: 'end' });
});

test('wakes who comes next, and does not repeat a wake-up that failed', () => {
  const leaving = take(holding, left('follower'));

  expect(command(leaving)).toEqual({
    kind: 'signal-operation',
    operationId: 'follower',
    signal: { kind: 'lane-free' },
  });
  expect(command(take(leaving, raised))).toEqual({ kind: 'end' });
  expect(command(take(leaving, lost('signal-operation')))).toEqual({ kind: 'end' });
});

test('tries again to leave, and meanwhile the outbox goes on', () => {
  const delayed: Outcome = { kind: 'announce', result: { kind: 'delayed', written: 0, published: 0, message: '503' } };
  const state = take(holding, lost('leave-lane'));

  expect(next(take(state, announced))).toEqual({ kind: 'wait', until: state.now + 600_000 });
  expect(next(take(state, delayed))).toEqual({ kind: 'wait', until: state.now + 3000 });
  expect(next(take(state, announced, [700, timedOut]))).toMatchObject({ kind: 'leave-lane' });
});

test('a lane that never answers does not hold it for ever: others put it out', () => {
  const state = take(holding, announced, [3700, lost('leave-lane')]);

  expect(next(state)).toEqual({ kind: 'end' });
});

test('one that never had a place leaves none', () => {
  expect(command(take(entering, cancelAsked))).toEqual({ kind: 'end' });
});

describe('R13: the lane passes on when what was submitted shows, by the clock', () => {
  const submitting = goLive(
    aRequest({ laneKey: lane, terms: { deadlineAt: at(30) } }),
    entered(0, 'op-1'),
    inspected(),
  );
  const quietly = (state: GoLive) =>
    next({ ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } });

  test.each([
    ['the outcome is unknown', unknown, 62],
    ['it was accepted', accepted, 62],
    ['another run holds the ticket', taken(2), 192],
  ])('%s, and the deadline ends it', (_what, outcome, leavesAt) => {
    const ended = take(submitting, [2, outcome], [30, timedOut]);

    expect(ended.stage.phase).toBe('ended');
    expect(quietly(ended)).toEqual({ kind: 'wait', until: at(leavesAt) });
    expect(quietly(take(ended, [leavesAt, timedOut]))).toMatchObject({ kind: 'leave-lane' });
  });

  test('at once when the marketplace accepted nothing', () => {
    const refused = answered({ kind: 'refused', cause: { code: 'SubmissionRejected', message: 'no price' } });

    expect(quietly(take(submitting, [2, refused]))).toMatchObject({ kind: 'leave-lane' });
  });
});
