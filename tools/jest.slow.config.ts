import type { Config } from 'jest';
import base from '../jest.config.ts';

// Jest's workers inherit it.
process.env['TEST_DEPTH'] ??= 'full';

/**
 * `npm run test:slow`: the tests that are too slow for `npm test`, and all cases of those that play only a share there.
 */
const config: Config = {
  ...base,
  rootDir: '..',
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '<rootDir>/{test,local}/**/*.slow.test.ts',
    '<rootDir>/{test,local}/**/*.property.test.ts',
    '<rootDir>/test/e2e/kill.test.ts',
  ],
};

export default config;
