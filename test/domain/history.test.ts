import { historyOf } from '../../src/domain/history.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { accepted, aLiveOffer, anOffer, aRequest, aRunning, aStep, goLive, inspected, observed } from './go-lives.ts';

/** A go-live whose POST was accepted in the second second, with a step of the given duration. */
function ended(stepSeconds: number, joined = false): OperationView {
  const offer = joined ? anOffer({ running: [aRunning()] }) : anOffer();
  const answer = { kind: 'submit', result: { kind: 'accepted', operationId: 'ours', ref: '/ours' } } as const;
  const begun = 10;
  return viewOf(
    goLive(
      aRequest(),
      [1, inspected(offer)],
      ...(joined ? [] : ([[2, answer]] as const).map(([seconds, each]): [number, typeof each] => [seconds, each])),
      [5, observed({ steps: [aStep({ status: 'not-started' })] })],
      [begun, observed({ steps: [aStep()] })],
      [begun + stepSeconds, observed({ state: 'succeeded', steps: [aStep({ status: 'complete' })] })],
      [begun + stepSeconds + 2, inspected(aLiveOffer())],
    ),
  );
}

const REFUSED = viewOf(goLive(aRequest(), inspected(anOffer({ preview: { kind: 'empty' } }))));

test('tells from submission to end how long each took, the shortest first, and each step', () => {
  const history = historyOf('offer', [ended(300), ended(100), ended(200)]);

  expect(history).toEqual({
    basis: 'offer',
    durations: [110, 210, 310],
    steps: { live: { p90: 280, samples: 3 } },
  });
});

test('what was joined, and what was never followed, tells nothing of the whole', () => {
  expect(historyOf('publisher', [ended(300, true), REFUSED])).toBeUndefined();
  expect(historyOf('publisher', [ended(300, true), ended(100)])?.durations).toEqual([110]);
  expect(historyOf('offer', [viewOf(goLive(aRequest(), inspected(), accepted))])).toBeUndefined();
  expect(historyOf('offer', [])).toBeUndefined();
});

test('a step of which the beginning was not seen tells nothing', () => {
  const operation = ended(100);
  const [step] = operation.marketplace?.steps ?? [];
  const blind = { ...step, id: 'blind', name: 'Blind', status: 'complete', messages: [], startedAt: undefined };
  const marketplace = operation.marketplace && {
    ...operation.marketplace,
    steps: [blind as never, ...(step ? [step] : [])],
  };

  expect(historyOf('offer', [{ ...operation, ...(marketplace && { marketplace }) }])?.steps).toEqual({
    live: { p90: 100, samples: 1 },
  });
});

test('is at most fifty numbers, whatever the operations hold', () => {
  // Prepare
  const operation = ended(100);
  const [step] = operation.marketplace?.steps ?? [];
  const many = Array.from({ length: 60 }, (_, index) => ({ ...step, id: `s${index}` }) as never);
  const wide = { ...operation, marketplace: { ...operation.marketplace, steps: many } as never };

  // Act
  const history = historyOf(
    'offer',
    Array.from({ length: 100 }, () => wide),
  );

  // Assess
  const numbers = JSON.stringify([history?.durations, history?.steps]).match(/(?<=[:,[])\d+(\.\d+)?/g) ?? [];
  expect(history?.durations).toHaveLength(14);
  expect(numbers.length).toBeLessThanOrEqual(50);
  expect(numbers.length).toBeGreaterThan(40);
});
