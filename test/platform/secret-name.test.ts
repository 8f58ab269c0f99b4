import fc from 'fast-check';
import { secretName } from '../../src/platform/secret-name.ts';

test.each([
  ['contoso', 'marketplace-contoso'],
  ['contoso-2', 'marketplace-contoso-2'],
  ['Contoso_1', 'marketplace-contoso--5f1'],
  ['a--b', 'marketplace-a--2d-b'],
  ['a-', 'marketplace-a--2d'],
  ['a-B', 'marketplace-a-b'],
  ['a_B', 'marketplace-a--5fb'],
  ['a--42', 'marketplace-a--2d-42'],
])('the secret of %s is %s', (publisherId, name) => {
  expect(secretName(publisherId)).toBe(name);
});

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/);
// An alphabet of few characters makes near misses common.
const tricky = fc.stringMatching(/^[aA4][aA4d2_-]{0,8}$/);

test('every name is one that Key Vault takes', () => {
  fc.assert(
    fc.property(id, (publisherId) => {
      expect(secretName(publisherId)).toMatch(/^[0-9A-Za-z-]{1,127}$/);
    }),
  );
  expect(secretName('_'.repeat(100))).toMatch(/^marketplace---h[0-9a-f]{64}$/);
});

test('a publisher has one name, in upper and lower case', () => {
  expect(secretName('CONTOSO')).toBe(secretName('contoso'));
});

test('no two publishers share a name', () => {
  fc.assert(
    fc.property(fc.oneof(id, tricky), fc.oneof(id, tricky), (one, other) => {
      fc.pre(one.toLowerCase() !== other.toLowerCase());
      expect(secretName(one)).not.toBe(secretName(other));
    }),
    { numRuns: 2000 },
  );
  expect(secretName('_'.repeat(100))).not.toBe(secretName(`${'_'.repeat(99)}a`));
});
