import type { Config } from 'jest';
import base from '../jest.config.ts';
import { PATIENCE } from '../test/patience.ts';

/** `npm run test:browser`: the pages in a real browser. */
const config: Config = {
  ...base,
  rootDir: '..',
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000 * PATIENCE,
};

export default config;
