import fc from 'fast-check';
import { quantile } from '../../src/domain/quantile.ts';

test.each([
  [[7], 0.9, 7],
  [[1, 2, 3], 0.5, 2],
  [[1, 2], 0.5, 1.5],
  [[0, 10, 20, 30, 40], 0.1, 4],
  [[1, 2, 3], 1, 3],
  [[1, 2, 3], 0, 1],
])('of %j the quantile %d is %d', (sample, share, expected) => {
  expect(quantile(sample, share)).toBeCloseTo(expected);
});

test('rises with the share and stays within the sample', () => {
  const sample = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  fc.assert(
    fc.property(sample, share, share, (unsorted, one, two) => {
      const sorted = unsorted.toSorted((a, b) => a - b);
      const [low, high] = [quantile(sorted, Math.min(one, two)), quantile(sorted, Math.max(one, two))];

      expect(low).toBeLessThanOrEqual(high + 1e-6);
      expect(low).toBeGreaterThanOrEqual(Math.min(...sorted));
      expect(high).toBeLessThanOrEqual(Math.max(...sorted));
    }),
  );
});
