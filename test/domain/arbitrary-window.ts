import fc from 'fast-check';
import type {
  InspectOutcome,
  ObservedOperation,
  ObserveOutcome,
  OfferSnapshot,
  RunningOperation,
} from '../../src/domain/observation.ts';
import { maybe, message, refused, slot, status, target, trouble, version } from './arbitrary-answer.ts';
import type { Window } from './marketplace-model.ts';

const someOperation: fc.Arbitrary<RunningOperation> = fc.record({
  operationId: fc.constantFrom('theirs-1', 'theirs-2'),
  ref: fc.constantFrom('theirs-1', 'ours-1'),
  version: maybe(version),
  target,
});

/** A look that tells the truth, that fails, or that lies in everything but one: what runs is in the list. */
type Distortion<T> = (truth: T) => T;

const lie: fc.Arbitrary<Distortion<InspectOutcome>> = fc
  .record({ status, preview: slot, production: slot, others: fc.array(someOperation, { maxLength: 2 }), target })
  .map(({ others, target: named, ...offer }) => (truth) => {
    if (truth.kind !== 'inspected') return truth;
    const ours = truth.offer.running.map((running) => ({ ...running, target: named }));
    const rest = others.filter(({ operationId }) => ours.every((running) => running.operationId !== operationId));
    return { kind: 'inspected', offer: { ...offer, statusWord: offer.status, running: [...ours, ...rest] } };
  });

const truth = fc.constant(<T>(told: T) => told);
const failure = fc.oneof(refused, trouble);
const inspectFailure = failure.map((outcome) => (): InspectOutcome => outcome);
const observeFailure = fc
  .oneof(failure, fc.constant({ kind: 'not-found' as const, message: '404' }))
  .map((outcome) => (): ObserveOutcome => outcome);
const observeLie: fc.Arbitrary<Distortion<ObserveOutcome>> = fc
  .record({
    state: fc.constantFrom<ObservedOperation['state']>('running', 'running', 'succeeded', 'failed', 'canceled'),
    status: fc.constant('word'),
    cancelable: maybe(fc.boolean()),
    steps: fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b'),
        name: fc.constant('Step'),
        status: fc.constantFrom('running', 'blocked', 'complete', 'odd'),
        estimateSeconds: maybe(fc.integer({ min: 1, max: 500_000 })),
        messages: fc.array(fc.record({ level: fc.constant('error' as const), text: message }), { maxLength: 1 }),
      }),
      { maxLength: 2 },
    ),
    unknownStatus: maybe(fc.constant(true as const)),
  })
  .map(
    ({ steps, ...operation }) =>
      (): ObserveOutcome => ({ kind: 'observed', operation: { ...operation, steps: [...steps], liveLinks: [] } }),
  );

/** Tells of the n-th look what its n-th entry makes of the truth; the truth when there are no more. */
function windowOf(
  inspects: readonly Distortion<InspectOutcome>[],
  observes: readonly Distortion<ObserveOutcome>[],
): Window {
  return {
    inspect: (offer: OfferSnapshot, look) =>
      inspects[look]?.({ kind: 'inspected', offer }) ?? { kind: 'inspected', offer },
    observe: (outcome, look) => observes[look]?.(outcome) ?? outcome,
  };
}

const looks = <T>(look: fc.Arbitrary<T>) => fc.array(look, { maxLength: 30 });

/** A window through which now and then nothing can be seen, but what is seen is true. */
export const honestWindow = fc
  .tuple(looks(fc.oneof(truth, inspectFailure)), looks(fc.oneof(truth, observeFailure)))
  .map(([inspects, observes]) => windowOf(inspects, observes));

/** A window through which anything can be seen. */
export const anyWindow = fc
  .tuple(
    looks(
      fc.oneof(
        { weight: 3, arbitrary: truth },
        { weight: 1, arbitrary: inspectFailure },
        { weight: 3, arbitrary: lie },
      ),
    ),
    looks(
      fc.oneof(
        { weight: 3, arbitrary: truth },
        { weight: 1, arbitrary: observeFailure },
        { weight: 1, arbitrary: observeLie },
      ),
    ),
  )
  .map(([inspects, observes]) => windowOf(inspects, observes));
