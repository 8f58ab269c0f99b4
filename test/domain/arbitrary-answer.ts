import fc from 'fast-check';
import { ERROR_CODES } from '../../src/domain/error-code.ts';
import type { OfferStatus, RunningOperation, Slot } from '../../src/domain/observation.ts';

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

export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
export const message = fc.constant('message');
export const status = fc.constantFrom(...STATUSES);
export const retryAfterSeconds = maybe(fc.integer({ min: 0, max: 5000 }));
export const code = fc.constantFrom(...ERROR_CODES);
export const version = fc.constantFrom('1', '2', '3');

export const slot: fc.Arbitrary<Slot> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('holds' as const), version }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'empty' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unreadable' as const, reason: '503' }) },
);

export const refused = fc.record({
  kind: fc.constant('refused' as const),
  problem: fc.record({ code, message }),
});
export const trouble = fc.record({
  kind: fc.constant('trouble' as const),
  reason: fc.constantFrom('throttled', 'unavailable', 'timed-out', 'unauthorized', 'not-understood', 'interrupted'),
  message,
  retryAfterSeconds,
});

export const target = fc.constantFrom<RunningOperation['target']>('preview', 'live', 'unknown');
