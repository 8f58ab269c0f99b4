import fc from 'fast-check';
import { ERROR_CODES } from '../../src/domain/error-code.ts';
import type {
  CancelOutcome,
  InspectOutcome,
  ObservedOperation,
  ObserveOutcome,
  OfferSnapshot,
  OfferStatus,
  RunningOperation,
  Slot,
} from '../../src/domain/observation.ts';
import { COURSE, START } from './go-lives.ts';
import type { CancelScript, Course, MarketplaceScript, PostScript, Window } from './marketplace-model.ts';

const STATUSES: OfferStatus[] = [
  'never-published',
  'not-started',
  'waiting-for-publisher',
  'running',
  'succeeded',
  'canceled',
  'failed',
  'unknown',
];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const message = fc.constant('message');
const status = fc.constantFrom(...STATUSES);
const retryAfterSeconds = maybe(fc.integer({ min: 0, max: 5000 }));
const code = fc.constantFrom(...ERROR_CODES);
const version = fc.constantFrom('1', '2', '3');

const slot: fc.Arbitrary<Slot> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('holds' as const), version }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'empty' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unreadable' as const, reason: '503' }) },
);

const refused = fc.record({
  kind: fc.constant('refused' as const),
  problem: fc.record({ code, message }),
});
const trouble = fc.record({
  kind: fc.constant('trouble' as const),
  reason: fc.constantFrom('throttled', 'unavailable', 'timed-out', 'unauthorized', 'not-understood', 'interrupted'),
  message,
  retryAfterSeconds,
});

const target = fc.constantFrom<RunningOperation['target']>('preview', 'live', 'unknown');
const someOperation: fc.Arbitrary<RunningOperation> = fc.record({
  operationId: fc.constantFrom('theirs-1', 'theirs-2'),
  ref: fc.constantFrom('theirs-1', 'ours-1'),
  version: maybe(version),
  target,
});

/** A course whose operation shows within the settle time. */
export const course: fc.Arbitrary<Course> = fc.record({
  shownAfter: fc.integer({ min: 0, max: COURSE.settleSeconds }),
  lasts: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 40_000 })),
  end: fc.constantFrom('live', 'failed', 'canceled'),
  confirmedAfter: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2000 })),
});

/** An answer to the POST; a refusal, and the word that it was not processed, mean that nothing was started. */
export const post: fc.Arbitrary<PostScript> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ answer: fc.constant('accepted' as const), course }) },
  { weight: 5, arbitrary: fc.record({ answer: unknown(), course: maybe(course) }) },
  { weight: 1, arbitrary: fc.record({ answer: fc.oneof(refused, notProcessed()) }) },
);

/** Any answer, whatever the marketplace did. */
export const lyingPost: fc.Arbitrary<PostScript> = fc.record({
  answer: fc.oneof(fc.constant('accepted' as const), unknown(), refused, notProcessed()),
  course: maybe(course),
});

function unknown() {
  return fc.record({ kind: fc.constant('unknown' as const), message });
}

function notProcessed() {
  return fc.record({ kind: fc.constant('not-processed' as const), message, retryAfterSeconds });
}

const cancelAnswer: fc.Arbitrary<CancelOutcome> = fc.oneof(
  fc.constantFrom<CancelOutcome>(
    { kind: 'canceled' },
    { kind: 'canceling' },
    { kind: 'too-late', message: 'no longer' },
    { kind: 'not-found', message: '404' },
  ),
  refused,
  trouble,
);
export const cancel: fc.Arbitrary<CancelScript> = fc.record({ answer: cancelAnswer, cancels: fc.boolean() });

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

const other = fc
  .record({
    target,
    version,
    lasts: fc.integer({ min: 0, max: 9000 }),
    end: fc.constantFrom('live', 'failed', 'canceled'),
  })
  .map(({ target: named, version: of, lasts, end }) => ({
    id: 'theirs-1',
    version: of,
    target: named,
    ours: false,
    acceptedAt: START,
    course: { shownAfter: 0, lasts, end, confirmedAfter: 0 } satisfies Course,
  }));

type Parts = { [K in keyof MarketplaceScript]: fc.Arbitrary<MarketplaceScript[K]> };

export function marketplaceScript(
  parts: Pick<Parts, 'posts' | 'window' | 'fleeting'> & Partial<Parts>,
): fc.Arbitrary<MarketplaceScript> {
  return fc.record({
    status: fc.constantFrom<OfferStatus>('waiting-for-publisher', 'waiting-for-publisher', 'not-started', 'unknown'),
    preview: fc.constant({ kind: 'holds' as const, version: '2' }),
    production: fc.constantFrom<Slot>({ kind: 'holds', version: '1' }, { kind: 'empty' }),
    others: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: other.map((one) => [one]) }),
    cancels: fc.array(cancel, { minLength: 1, maxLength: 4 }),
    ...parts,
  });
}
