import type { Config } from 'jest';
import base from '../jest.config.ts';

/** `npm run test:browser`: the pages in a real browser. */
const config: Config = {
  ...base,
  rootDir: '..',
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
};

export default config;
