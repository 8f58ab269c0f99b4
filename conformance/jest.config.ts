import type { Config } from 'jest';
import base from '../jest.config.ts';
import { TIME_FACTOR } from '../test/time-factor.ts';

// Runs the repository's own tests, and those of test/ beside this file, on the engine that the environment names.
const config: Config = {
  ...base,
  rootDir: '..',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testEnvironment: '<rootDir>/conformance/patient-environment.ts',
  testTimeout: (base.testTimeout ?? 5_000) * TIME_FACTOR,
};

export default config;
