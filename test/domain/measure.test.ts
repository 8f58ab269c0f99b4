import type { Outcome } from '../../src/domain/command.ts';
import { followed } from '../../src/domain/following.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import type { Cause } from '../../src/domain/observation.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  answered,
  aRequest,
  aRunning,
  aStep,
  at,
  cancelAsked,
  goLive,
  inspected,
  looked,
  observed,
  take,
  timedOut,
  unknown,
} from './go-lives.ts';

const lane = 'contoso/vm';
const entered = (position: number): Outcome => ({
  kind: 'enter-lane',
  result: { kind: 'entered', position, holder: position === 0 ? 'op-1' : 'other' },
});
const alive: Outcome = { kind: 'find-operation', result: { kind: 'alive' } };
const submitted = goLive(aRequest(), inspected(), [2, accepted]);
const settling = goLive(aRequest(), inspected(), [2, unknown]);
const steps = (...statuses: string[]) =>
  observed({ steps: statuses.map((status, index) => aStep({ id: `step-${index}`, status })) });

/** All measures that transitions carry, each with the transition's name. */
function carried({ outbox }: GoLive) {
  return outbox.transitions.flatMap(({ name, measures = [] }) =>
    measures.map((measure) => [name, measure.name, measure.value, ...Object.values(measure.dimensions)]),
  );
}

describe('steps', () => {
  test('tells how long a step took from the look that saw it begin to the one that saw it end', () => {
    const state = take(submitted, [10, steps('running', 'not-started')], [40, steps('complete', 'running')]);

    expect(carried(state)).toEqual([['step-changed', 'step.duration', 30, 'step-0', 'complete']]);
    expect(state.marketplace?.stepTimes).toEqual({
      'step-0': { startedAt: at(10), endedAt: at(40) },
      'step-1': { startedAt: at(40) },
    });
  });

  test('waiting for a person is part of it, and so is what fails', () => {
    const state = take(
      submitted,
      [10, steps('running')],
      [40, steps('blocked')],
      [100, steps('failed')],
      [130, steps('failed')],
    );

    expect(carried(state)).toEqual([
      ['step-changed', 'step.duration', 90, 'step-0', 'failed'],
      ['attention-cleared', 'attention.duration', 90, 'PersonNeeded'],
    ]);
  });

  test('says nothing of a step whose beginning was not seen', () => {
    // Prepare: an operation that somebody else started, and one at which an earlier version of this machine has looked.
    const theirs = aRunning();
    const joined = goLive(aRequest(), inspected(anOffer({ running: [theirs] })));
    const looking = take(submitted, [10, steps('running')]);
    const { stepTimes: _, ...marketplace } = followed(looking);
    const earlier: GoLive = { ...looking, marketplace };

    // Act
    const ofJoined = take(joined, [10, steps('running', 'not-started')], [40, steps('complete', 'running')]);
    const ofEarlier = take(earlier, [40, steps('running')], [50, steps('complete')]);

    // Assess: the second step of the joined one was seen to begin.
    expect(carried(ofJoined)).toEqual([]);
    expect(ofJoined.marketplace?.stepTimes).toEqual({ 'step-0': { endedAt: at(40) }, 'step-1': { startedAt: at(40) } });
    expect(carried(ofEarlier)).toEqual([]);
  });

  test('says nothing of a step that is under way when nobody looks any more', () => {
    const conflict: Cause = { code: 'OperationConflict', message: 'busy' };
    const running = take(submitted, [10, steps('running')]);
    const lost = take(running, observed({ state: 'failed', steps: [aStep({ id: 'step-0' })], failure: conflict }));
    const late = take(running, [17 * 24 * 3600, timedOut]);

    expect(carried(lost)).toEqual([]);
    expect(carried(late)).toEqual([['failed', 'checks', 2, 'Failed']]);
  });
});

describe('settling', () => {
  const ours = aRunning({ operationId: 'ours', ref: '/operations/ours' });

  test.each([
    ['adopted', [[10, inspected(anOffer({ running: [ours] }))]], 9],
    ['live', [[10, inspected(aLiveOffer())]], 9],
    [
      'ended',
      [
        [62, timedOut],
        [63, inspected(anOffer({ status: 'failed' }))],
      ],
      62,
    ],
    ['unknown', [[17 * 24 * 3600, timedOut]], 17 * 24 * 3600 - 1],
  ] as [string, [number, Outcome][], number][])('ends as %s', (outcome, outcomes, seconds) => {
    const measures = carried(take(settling, ...outcomes)).filter(([, name]) => name === 'settling.duration');

    expect(measures).toEqual([[expect.any(String), 'settling.duration', seconds, outcome]]);
  });

  test('one proven absent is carried by the next transition', () => {
    // Act
    const again = take(settling, [62, timedOut], [63, inspected()]);
    const state = take(again, accepted);

    // Assess
    expect(again.measures).toEqual([{ name: 'settling.duration', value: 62, dimensions: { outcome: 'absent' } }]);
    expect(carried(state)).toEqual([['submitted', 'settling.duration', 62, 'absent']]);
    expect(state.measures).toBeUndefined();
  });

  test('one proven absent after a cancel has ended', () => {
    const state = take(settling, [5, cancelAsked], [62, timedOut], [63, inspected()]);

    expect(carried(state)).toEqual([
      ['canceled', 'settling.duration', 62, 'ended'],
      ['canceled', 'checks', 2, 'Canceled'],
    ]);
  });
});

describe('attention', () => {
  const refused = looked({ kind: 'refused', cause: { code: 'PublisherAccessDenied', message: '403' } });
  const needed = take(submitted, [10, refused]);

  test('tells how long it was needed, when it is over', () => {
    expect(carried(take(needed, [40, observed()], [70, observed()]))).toEqual([
      ['attention-cleared', 'attention.duration', 60, 'PublisherAccessDenied'],
    ]);
  });

  test('another reason ends the one before; the same reason again does not', () => {
    const unauthorized = looked({ kind: 'trouble', reason: 'unauthorized', message: '401' });
    const state = take(needed, [20, refused], [30, unauthorized]);

    expect(carried(state)).toEqual([['attention-needed', 'attention.duration', 20, 'PublisherAccessDenied']]);
  });

  test('the end of the go-live ends it', () => {
    expect(carried(take(needed, [30, observed({ state: 'canceled' })]))).toContainEqual([
      'failed',
      'attention.duration',
      20,
      'PublisherAccessDenied',
    ]);
  });
});

describe('the lane', () => {
  const waiting = goLive(aRequest({ laneKey: lane, onConflict: 'queue' }), entered(1), alive);

  test('tells how long it waited behind another operation of ours', () => {
    const state = take(waiting, [500, entered(0)], inspected(), accepted);

    expect(carried(state)).toEqual([['submitted', 'lane-wait.duration', 500, 'operation']]);
  });

  test('tells how long it waited behind what somebody else runs in the marketplace', () => {
    const busy = inspected(anOffer({ running: [aRunning({ reach: 'preview' })] }));
    const state = take(goLive(aRequest(), busy), [301, inspected()], accepted);

    expect(carried(state)).toEqual([['submitted', 'lane-wait.duration', 300, 'marketplace-operation']]);
  });

  test('says nothing when it did not wait', () => {
    const state = goLive(aRequest({ laneKey: lane }), entered(0), inspected(), accepted);

    expect(carried(state)).toEqual([]);
  });

  test('a wait that ends the go-live counts', () => {
    expect(carried(take(waiting, [30, cancelAsked]))).toEqual([
      ['canceled', 'lane-wait.duration', 30, 'operation'],
      ['canceled', 'checks', 0, 'Canceled'],
    ]);
  });
});

test('the end tells how often the marketplace was looked at, once', () => {
  const refused = answered({ kind: 'refused', cause: { code: 'NoPreview', message: 'nothing' } });
  const ended = goLive(aRequest(), inspected(), refused);

  expect(carried(take(ended, timedOut, timedOut))).toEqual([['failed', 'checks', 1, 'Failed']]);
});
