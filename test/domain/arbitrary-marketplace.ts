import fc from 'fast-check';
import type { CancelOutcome, OfferStatus, Slot } from '../../src/domain/observation.ts';
import { maybe, message, refused, retryAfterSeconds, trouble } from './arbitrary-answer.ts';
import { at, TERMS } from './go-lives.ts';
import type { CancelScript, Course, Deed, MarketplaceScript, PostScript } from './marketplace-model.ts';

/** Nothing that matters is over sooner than this without leaving a trace: see docs/cases.md. */
const MIN_SECONDS = 600;
const HOUR = 3600;

const shownAfter = fc.integer({ min: 0, max: TERMS.settleSeconds });
const confirmedAfter = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: TERMS.settleSeconds }));
const anyLength = fc.oneof(
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 4000 }),
  fc.integer({ min: 0, max: 20_000 }),
);

/** The course of one of our go-lives: it shows within the settle time, and does not end without a trace before that. */
export const course: fc.Arbitrary<Course> = fc.oneof(
  fc.record({ shownAfter, lasts: anyLength, end: fc.constant('live' as const), confirmedAfter }),
  // Ends before any look.
  fc.record({
    shownAfter,
    lasts: fc.integer({ min: 0, max: 12 }),
    end: fc.constant('live' as const),
    confirmedAfter,
  }),
  fc.record({
    shownAfter,
    lasts: fc.integer({ min: MIN_SECONDS, max: 20_000 }),
    end: fc.constantFrom('failed' as const, 'canceled' as const, 'dropped' as const),
    confirmedAfter,
  }),
);

/** The marketplace decides on what arrives. The answer may be lost, and a lost POST may arrive late or never. */
export const post: fc.Arbitrary<PostScript> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ answer: fc.constant('accepted' as const), course, judged: fc.constant(true as const) }),
  },
  { weight: 6, arbitrary: fc.record({ answer: unknown(), course: maybe(course), judged: fc.constant(true as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      answer: unknown(),
      course,
      landsAfter: fc.integer({ min: 0, max: 100 }),
      judged: fc.constant(true as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ answer: fc.oneof(refused, notSent()) }) },
);

function unknown() {
  return fc.record({ kind: fc.constant('unknown' as const), message });
}

function notSent() {
  return fc.record({
    kind: fc.constant('not-sent' as const),
    reason: fc.constantFrom('throttled' as const, 'unavailable' as const),
    message,
    retryAfterSeconds,
  });
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
const cancel: fc.Arbitrary<CancelScript> = fc.record({ answer: cancelAnswer, cancels: fc.boolean() });

/** Actions of others at any moment: at a time, between any two of our reads, and between the last look and the POST. */
const deed: fc.Arbitrary<Deed> = fc.record({
  when: fc.oneof(
    { weight: 4, arbitrary: fc.record({ at: fc.integer({ min: 0, max: 300_000 }).map((ms) => at(ms / 1000)) }) },
    { weight: 2, arbitrary: fc.record({ at: fc.integer({ min: 0, max: 6 * HOUR }).map(at) }) },
    { weight: 4, arbitrary: fc.record({ read: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ post: fc.integer({ min: 1, max: 3 }) }) },
  ),
  what: fc.constantFrom('publish', 'publish', 'go-live', 'cancel'),
  course: fc.record({
    shownAfter,
    lasts: fc.oneof(fc.integer({ min: 0, max: 30 }), anyLength),
    end: fc.constantFrom('live', 'live', 'live', 'failed', 'canceled', 'dropped'),
    confirmedAfter,
  }),
});

const readFaults = fc.array(
  fc.record({
    read: fc.integer({ min: 1, max: 120 }),
    reads: fc.integer({ min: 1, max: 12 }),
    fault: fc.oneof(refused, trouble),
  }),
  { maxLength: 3 },
);
const detailFaults = fc.array(
  fc.record({ read: fc.integer({ min: 1, max: 60 }), reads: fc.integer({ min: 1, max: 30 }) }),
  {
    maxLength: 2,
  },
);

const anyMarketplace = fc.record({
  form: fc.record({
    waitsListed: fc.boolean(),
    reusesPublishId: fc.boolean(),
    takesBack: fc.boolean(),
    fixedVersion: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  }),
  status: fc.constantFrom<OfferStatus>(
    'waiting-for-publisher',
    'waiting-for-publisher',
    'not-started',
    'failed',
    'canceled',
  ),
  production: fc.constantFrom<Slot>({ kind: 'holds', version: '1' }, { kind: 'empty' }),
  deeds: fc.array(deed, { maxLength: 4 }),
  posts: fc.array(post, { minLength: 1, maxLength: 4 }),
  cancels: fc.array(cancel, { minLength: 1, maxLength: 4 }),
  readFaults,
  detailFaults,
  readMs: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 6 }),
});

/**
 * Makes a lost answer as hard as possible to settle: the go-live ends soon, somebody publishes, and details cannot be
 * read.
 */
const hardToSettle = fc.record({
  post: fc.record({
    answer: unknown(),
    course: fc.record({
      shownAfter,
      lasts: fc.integer({ min: 0, max: 12 }),
      end: fc.constant('live' as const),
      confirmedAfter,
    }),
    judged: fc.constant(true as const),
  }),
  publish: fc.record({
    when: fc.record({ read: fc.integer({ min: 8, max: 16 }) }),
    what: fc.constant('publish' as const),
    course: fc.record({
      shownAfter,
      lasts: fc.integer({ min: 60, max: 4000 }),
      end: fc.constant('live' as const),
      confirmedAfter,
    }),
  }),
  detailFault: fc.record({ read: fc.integer({ min: 8, max: 16 }), reads: fc.integer({ min: 4, max: 40 }) }),
});

/** Everything that a marketplace may do, as plain data, so that a failing run can print it. */
export const marketplace = fc.oneof(
  { weight: 3, arbitrary: anyMarketplace },
  {
    weight: 1,
    arbitrary: fc.tuple(anyMarketplace, hardToSettle).map(([any, { post: hard, publish, detailFault }]) => ({
      ...any,
      posts: [hard, ...any.posts],
      deeds: [publish, ...any.deeds],
      detailFaults: [detailFault, ...any.detailFaults],
    })),
  },
);
export type MarketplaceData = typeof marketplace extends fc.Arbitrary<infer T> ? T : never;

export function toScript({ readFaults, detailFaults, readMs, form, ...script }: MarketplaceData): MarketplaceScript {
  return {
    ...script,
    // A marketplace with fixed versions names a go-live after its version, and never takes one back to its sign-off.
    form: form.fixedVersion
      ? { waitsListed: false, reusesPublishId: false, takesBack: false, fixedVersion: true }
      : form,
    preview: { kind: 'holds', version: '2' },
    others: [],
    window: { inspect: (offer) => ({ kind: 'inspected', offer }), observe: (outcome) => outcome },
    readFault: (read, details) => {
      const within = (one: { read: number; reads: number }) => read >= one.read && read < one.read + one.reads;
      return readFaults.find(within)?.fault ?? (details && detailFaults.some(within) ? UNREAD : undefined);
    },
    readSeconds: (read) => (readMs[read % readMs.length] ?? 0) / 1000,
  };
}

const UNREAD = { kind: 'trouble', reason: 'unavailable', message: '503' } as const;
