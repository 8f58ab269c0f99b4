import type { GoLive } from '../../src/domain/go-live.ts';
import type { History } from '../../src/domain/history.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  aStep,
  at,
  cancelAsked,
  goLive,
  inspected,
  observed,
  take,
} from './go-lives.ts';

const history: History = { basis: 'offer', durations: [100, 200, 300, 400, 500], steps: {} };
/** Submitted in the tenth second. */
const publishing: GoLive = { ...goLive(aRequest(), inspected(), [10, accepted]), history };
const estimateOf = (state: GoLive) => viewOf(state).estimate;
const time = (seconds: number) => new Date(at(seconds)).toISOString();
const of = (earliest: number, median: number, latest: number) => ({
  earliest: time(earliest),
  at: time(median),
  latest: time(latest),
});

describe('with earlier go-lives', () => {
  const about = { basis: 'offer', samples: 5 };

  test('at the beginning all of them count', () => {
    expect(estimateOf(publishing)).toEqual({ ...of(150, 310, 470), ...about });
  });

  test('later only those that took longer than this one has', () => {
    expect(estimateOf(take(publishing, [260, observed()]))).toEqual({ ...of(330, 410, 490), ...about });
    expect(estimateOf(take(publishing, [450, observed()]))).toEqual({ ...of(510, 510, 510), ...about });
  });

  test('beyond all of them it may last as long again', () => {
    expect(estimateOf(take(publishing, [1010, observed()]))).toEqual({ ...of(1010, 1510, 2010), ...about });
  });

  test('it says whose they are', () => {
    expect(estimateOf({ ...publishing, history: { ...history, basis: 'publisher' } })?.basis).toBe('publisher');
  });
});

describe("without them, the marketplace's own estimates of the steps tell the latest moment", () => {
  const { history: _, ...blind } = publishing;
  const steps = [
    aStep({ id: 'one', status: 'complete', estimateSeconds: 50 }),
    aStep({ id: 'two', estimateSeconds: 600 }),
    aStep({ id: 'three', status: 'not-started', estimateSeconds: 900 }),
    aStep({ id: 'four', status: 'not-started' }),
  ];
  const about = { basis: 'marketplace', samples: 0 };

  test('what is over does not count, and of what runs what is left', () => {
    const begun = take(blind, [100, observed({ steps })]);
    const later = take(begun, [200, observed({ steps })]);

    expect(estimateOf(begun)).toEqual({ ...of(100, 1600, 1600), ...about });
    expect(estimateOf(later)).toEqual({ ...of(200, 1600, 1600), ...about });
  });

  test('a step that takes longer than it was said to adds nothing', () => {
    const late = take(blind, [100, observed({ steps })], [800, observed({ steps })]);

    expect(estimateOf(late)).toEqual({ ...of(800, 1700, 1700), ...about });
  });

  test('there is none where nothing tells, and none before the first look', () => {
    expect(estimateOf(blind)).toBeUndefined();
    expect(estimateOf(take(blind, observed({ steps: [aStep()] })))).toBeUndefined();
  });
});

test('what somebody else began is not compared: since when it has run is not known', () => {
  const joined = goLive(aRequest(), inspected(anOffer({ running: [aRunning()] })));

  expect(joined.joined).toBe(true);
  expect(estimateOf({ ...joined, history })).toBeUndefined();
});

test('there is none before the submission, none while canceling and none after the end', () => {
  expect(estimateOf({ ...goLive(aRequest(), inspected()), history })).toBeUndefined();
  expect(estimateOf(take(publishing, cancelAsked))).toBeUndefined();
  expect(estimateOf(take(publishing, observed({ state: 'failed' })))).toBeUndefined();
});

test('what an offer did before is taken in with the look before the POST, and kept by a look that brings none', () => {
  // Act
  const before = goLive(aRequest());
  const told = take(before, { kind: 'inspect', result: { kind: 'inspected', offer: anOffer(), history } });
  const later = take(told, { kind: 'inspect', result: { kind: 'interrupted', message: 'died' } });

  // Assess
  expect([before.history, told.history, later.history]).toEqual([undefined, history, history]);
});
