import fc from 'fast-check';
import type { CancelOutcome, OfferStatus, Slot } from '../../src/domain/observation.ts';
import { maybe, message, refused, retryAfterSeconds, target, trouble, version } from './arbitrary-answer.ts';
import { COURSE, START } from './go-lives.ts';
import type { CancelScript, Course, MarketplaceScript, PostScript } from './marketplace-model.ts';

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
