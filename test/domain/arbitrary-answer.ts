import fc from 'fast-check';
import { ERROR_CODES } from '../../src/domain/error-code.ts';

export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
export const message = fc.constant('message');
export const retryAfterSeconds = maybe(fc.integer({ min: 0, max: 5000 }));
export const code = fc.constantFrom(...ERROR_CODES);

export const refused = fc.record({
  kind: fc.constant('refused' as const),
  cause: fc.record({ code, message }),
});
export const trouble = fc.record({
  kind: fc.constant('trouble' as const),
  reason: fc.constantFrom('throttled', 'unavailable', 'timed-out', 'unauthorized', 'not-understood', 'interrupted'),
  message,
  retryAfterSeconds,
});
