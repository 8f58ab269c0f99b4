import type { Config } from 'jest';
import base from '../jest.config.ts';

// Runs the repository's own tests, and those of test/ beside this file, on the engine that the environment selects.
const config: Config = {
  ...base,
  rootDir: '..',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};

export default config;
