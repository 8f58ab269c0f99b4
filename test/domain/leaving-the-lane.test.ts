import type { LaneOutcome, Outcome } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import { aLiveOffer, aRequest, cancelAsked, goLive, inspected, take, timedOut } from './go-lives.ts';

const lane = 'contoso/vm';
const interrupted = { kind: 'interrupted', message: 'died' } as const;
const entered = (position: number, holder: string): Outcome => ({
  kind: 'enter-lane',
  result: { kind: 'entered', position, holder },
});
const left = (follower?: string): Outcome => ({ kind: 'leave-lane', result: { kind: 'left', next: follower } });
const raised: Outcome = { kind: 'signal-operation', result: { kind: 'raised' } };
const lost = (kind: LaneOutcome['kind']): Outcome => ({ kind, result: interrupted });
const command = (state: GoLive) => next({ ...state, outbox: { ...state.outbox, transitions: [] } });

const entering = goLive(aRequest({ lane }));

const holding = goLive(aRequest({ lane }), entered(0, 'op-1'), inspected(aLiveOffer()));
const announced: Outcome = { kind: 'announce', result: { kind: 'announced', through: 2 } };

test('leaves the lane', () => {
  expect(command(holding)).toEqual({ kind: 'leave-lane', lane, operationId: 'op-1' });
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
  const delayed: Outcome = { kind: 'announce', result: { kind: 'delayed', message: '503' } };
  const state = take(holding, lost('leave-lane'));

  expect(next(take(state, announced))).toEqual({ kind: 'wait', until: state.now + 300_000 });
  expect(next(take(state, delayed))).toEqual({ kind: 'wait', until: state.now + 3000 });
  expect(next(take(state, announced, [400, timedOut]))).toMatchObject({ kind: 'leave-lane' });
});

test('a lane that never answers does not hold it for ever: others put it out', () => {
  const state = take(holding, announced, [3700, lost('leave-lane')]);

  expect(next(state)).toEqual({ kind: 'end' });
});

test('one that never had a place leaves none', () => {
  expect(command(take(entering, cancelAsked))).toEqual({ kind: 'end' });
});
