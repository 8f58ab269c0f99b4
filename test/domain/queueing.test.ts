import type { LaneOutcome, Outcome } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  anOffer,
  aRequest,
  aRunning,
  at,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  START,
  signaled,
  take,
  timedOut,
  transitions,
} from './go-lives.ts';

const lane = 'contoso/vm';
const interrupted = { kind: 'interrupted', message: 'died' } as const;
const entered = (position: number, holder: string): Outcome => ({
  kind: 'enter-lane',
  result: { kind: 'entered', position, holder },
});
const found = (kind: 'alive' | 'gone'): Outcome => ({ kind: 'find-operation', result: { kind } });
const left = (follower?: string): Outcome => ({ kind: 'leave-lane', result: { kind: 'left', next: follower } });
const raised: Outcome = { kind: 'signal-operation', result: { kind: 'raised' } };
const lost = (kind: LaneOutcome['kind']): Outcome => ({ kind, result: interrupted });
const laneFree = signaled({ kind: 'lane-free' });
const command = (state: GoLive) =>
  next({ ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } });

const enter = { kind: 'enter-lane', laneKey: lane, operationId: 'op-1', acceptedAt: START };
const entering = goLive(aRequest({ laneKey: lane }));
const behind = take(entering, entered(1, 'other'));
const waiting = (onConflict: 'join' | 'queue' | 'fail' | 'supersede', ...outcomes: Outcome[]) =>
  goLive(aRequest({ laneKey: lane, onConflict }), entered(1, 'other'), found('alive'), ...outcomes);

test('enters the lane first', () => {
  expect(command(entering)).toEqual(enter);
  expect(viewOf(entering).queuePosition).toBeUndefined();
});

test('takes its place before it announces anything: an event that has to wait lets nobody overtake', () => {
  const delayed: Outcome = { kind: 'announce', result: { kind: 'delayed', written: 0, published: 0, message: '503' } };

  expect(next(entering)).toEqual(enter);
  expect(next(take(entering, entered(1, 'other')))).toMatchObject({ kind: 'announce' });
  expect(take(entering, entered(1, 'other'), delayed).place).toMatchObject({ position: 1 });
});

test('announces, and waits, when the lane gave no answer', () => {
  const unanswered = take(entering, lost('enter-lane'));

  expect(next(unanswered)).toMatchObject({ kind: 'announce' });
  expect(command(unanswered)).toMatchObject({ kind: 'wait' });
});

test('nobody ahead: checks, and says nothing of a queue', () => {
  const state = take(entering, entered(0, 'op-1'));

  expect(state.stage.phase).toBe('checking');
  expect(transitions(state)).toEqual(['accepted']);
});

test('somebody ahead: shows its place and asks whether the holder lives', () => {
  expect(viewOf(behind)).toMatchObject({ status: 'NotStarted', phase: 'queued', queuePosition: 1 });
  expect(command(behind)).toEqual({ kind: 'find-operation', operationId: 'other' });
});

test('a dead holder is put out, then it enters again', () => {
  const gone = take(behind, found('gone'));

  expect(command(gone)).toEqual({ kind: 'leave-lane', laneKey: lane, operationId: 'other' });
  expect(command(take(gone, left()))).toEqual(enter);
});

test('queue: waits for the wake-up or the slow timer, and tells once', () => {
  const state = waiting('queue');
  const again = take(state, [700, timedOut], entered(1, 'other'), found('alive'));

  expect(command(state)).toEqual({ kind: 'wait', until: state.now + 600_000 });
  expect(transitions(again)).toEqual(['accepted', 'queued']);
});

test('the wake-up ends the wait', () => {
  const woken = take(waiting('queue'), laneFree);

  expect(command(woken)).toEqual(enter);
  expect(take(woken, entered(0, 'op-1')).stage.phase).toBe('checking');
});

test('a wake-up that comes to one that does not wait changes nothing', () => {
  const checking = take(entering, entered(0, 'op-1'));

  expect(take(checking, laneFree).stage).toEqual(checking.stage);
});

test('fail: ends with the name of the holder', () => {
  const state = waiting('fail');

  expect(endOf(state)).toBe('Failed OperationConflict');
  expect(viewOf(state).error?.message).toBe('Operation other takes this offer live already. Nothing was submitted.');
});

describe('supersede', () => {
  const asking = waiting('supersede');

  test('asks the holder to cancel', () => {
    expect(command(asking)).toEqual({
      kind: 'signal-operation',
      operationId: 'other',
      signal: {
        kind: 'cancel',
        by: { kind: 'operation', id: 'op-1' },
        reason: 'Superseded by operation op-1.',
        notificationEmails: [],
        supersededBy: 'op-1',
      },
    });
  });

  test('is requested once for each holder', () => {
    const asked = take(asking, raised, [400, timedOut], entered(1, 'other'), found('alive'));
    const another = take(asked, [800, timedOut], entered(1, 'another'), found('alive'));

    expect(command(asked).kind).toBe('wait');
    expect(command(another)).toMatchObject({ kind: 'signal-operation', operationId: 'another' });
  });

  test('is requested again when the first signal may have been lost', () => {
    const state = take(asking, lost('signal-operation'), [400, timedOut], entered(1, 'other'), found('alive'));

    expect(command(state).kind).toBe('signal-operation');
  });
});

describe('join', () => {
  const looking = waiting('join');

  test('looks for something to follow', () => {
    expect(command(looking)).toEqual({ kind: 'inspect', publisherId: 'contoso', offerId: 'vm' });
    expect(transitions(looking)).toEqual(['accepted', 'queued']);
  });

  test('follows what takes the wanted version live', () => {
    const state = take(looking, inspected(anOffer({ running: [aRunning()] })));

    expect(viewOf(state)).toMatchObject({ phase: 'publishing', joined: true, marketplace: { operationId: 'theirs' } });
  });

  test.each([
    ['nothing runs', undefined, anOffer()],
    ['another version goes live', undefined, anOffer({ running: [aRunning({ version: '3' })] })],
    ['not the expected version', '3', anOffer({ running: [aRunning()] })],
    ['nothing to read in preview', undefined, anOffer({ preview: { kind: 'empty' }, running: [aRunning()] })],
  ])('%s: waits', (_situation, expectedVersion, offer) => {
    const state = goLive(
      aRequest({ laneKey: lane, expectedVersion }),
      entered(1, 'other'),
      found('alive'),
      inspected(offer),
    );

    expect(state.stage.phase).toBe('queued');
    expect(nextLookIn(state)).toBe(30);
  });

  test('the expected version goes live: follows it', () => {
    const offer = anOffer({ running: [aRunning()] });
    const state = goLive(
      aRequest({ laneKey: lane, expectedVersion: '2' }),
      entered(1, 'o'),
      found('alive'),
      inspected(offer),
    );

    expect(state.stage.phase).toBe('publishing');
  });

  test('trouble while looking: waits', () => {
    const trouble = { kind: 'inspect', result: { kind: 'trouble', reason: 'unavailable', message: '503' } } as const;

    expect(take(looking, trouble).stage.phase).toBe('queued');
  });
});

test.each(['enter-lane', 'find-operation', 'leave-lane'] as const)(
  '%s without an answer: waits, then enters again',
  (kind) => {
    const state = take(entering, lost(kind));

    expect(nextLookIn(state)).toBe(30);
    expect(command(take(state, [60, timedOut]))).toMatchObject({ kind: 'enter-lane' });
  },
);

test('an answer of the lane to one that is past it changes nothing', () => {
  const checking = take(entering, entered(0, 'op-1'));

  expect(take(checking, left()).stage).toEqual(checking.stage);
});

test('a state without a place in the lane, which no transition leads to, stops at once', () => {
  const { place: _, ...state } = behind;

  expect(() => command(state)).toThrow('without a place in the lane');
  expect(at(0)).toBeLessThan(state.now);
});
