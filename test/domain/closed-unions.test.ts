import { apply } from '../../src/domain/apply.ts';
import type { Outcome, Signal } from '../../src/domain/command.ts';
import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { PHASES, type Phase } from '../../src/domain/phase.ts';
import type { Stage } from '../../src/domain/stage.ts';
import { accepted, aLiveOffer, aRequest, at, cancelAsked, goLive, inspected, START, take } from './go-lives.ts';

/** A phase written by a newer version; the compiler prevents our own code from producing one. */
const unknownPhase: GoLive = { ...goLive(aRequest()), stage: { phase: 'verifying' } as unknown as Stage };
const signaled = { kind: 'signaled', signal: { kind: 'pause' } as unknown as Signal } as const;

describe('a word that this version does not know is refused, never taken for another one', () => {
  test.each<[string, () => unknown]>([
    ['a phase that is shown', () => viewOf(unknownPhase)],
    ['a phase that is canceled', () => apply(unknownPhase, cancelAsked, at(1))],
    ['a phase in which a look comes back', () => apply(unknownPhase, inspected(), at(1))],
    ['a phase in which time passes', () => apply(unknownPhase, { kind: 'timed-out' }, at(1))],
    ['a signal', () => apply(goLive(aRequest()), signaled, at(1))],
    [
      'an answer of the lane',
      () => {
        const lane = { laneKey: 'contoso/vm' };
        const ended = goLive(
          aRequest(lane),
          { kind: 'enter-lane', result: { kind: 'entered', position: 0, holder: 'op-1' } },
          inspected(aLiveOffer()),
        );
        const result = { kind: 'postponed' };
        return apply(ended, { kind: 'leave-lane', result } as unknown as Outcome, at(9));
      },
    ],
  ])('%s', (_what, act) => {
    expect(act).toThrow(/^No case for /);
  });
});

test('a look that comes back in a phase that asked for none changes nothing but the count', () => {
  const scheduled = begin(aRequest({ notBefore: at(3600) }), START);
  const awaiting = goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: 3600 } }), inspected());
  const submitting = goLive(aRequest(), inspected());
  const ended = goLive(aRequest(), inspected(aLiveOffer()));

  for (const state of [scheduled, awaiting, submitting, ended]) {
    expect(take(state, inspected())).toMatchObject({ stage: state.stage, checks: state.checks + 1 });
  }
});

test('an answer of the lane that nobody waits for any more wakes nobody', () => {
  const ended = goLive(
    aRequest({ laneKey: 'contoso/vm' }),
    { kind: 'enter-lane', result: { kind: 'entered', position: 0, holder: 'op-1' } },
    inspected(aLiveOffer()),
  );
  const late: Outcome[] = [
    { kind: 'enter-lane', result: { kind: 'entered', position: 0, holder: 'op-1' } },
    { kind: 'find-operation', result: { kind: 'alive' } },
    { kind: 'find-operation', result: { kind: 'gone' } },
  ];

  for (const outcome of late) expect(take(ended, outcome).place).toEqual(ended.place);
});

test('a cancel that is being asked for is asked for once', () => {
  const canceling = take(goLive(aRequest(), inspected(), accepted), cancelAsked);
  const { cancellation: _, ...forgotten } = canceling;

  expect(canceling.stage.phase).toBe('canceling');
  expect(take(forgotten, cancelAsked).stage).toEqual(canceling.stage);
});

test('each phase is written once, and a go-live can stand in each', () => {
  // Checked by the compiler.
  const reached: Record<Stage['phase'], true> extends Record<Phase, true> ? true : false = true;
  expect(reached).toBe(true);
  expect(new Set(PHASES).size).toBe(PHASES.length);
});
