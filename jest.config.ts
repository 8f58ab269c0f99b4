import type { Config } from 'jest';
import { PATIENCE } from './test/patience.ts';

const config: Config = {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/local/*/test/**/*.test.ts'],
  // They are of `npm run test:slow`, and of `npm run test:browser`, which wants a browser.
  testPathIgnorePatterns: ['/node_modules/', '/test/browser/', '\\.slow\\.test\\.ts$'],
  // Most tests wait for processes of their own: as many as there are cores, where Jest would leave one of them idle.
  maxWorkers: '100%',
  globalSetup: '<rootDir>/tools/jest-storage.ts',
  globalTeardown: '<rootDir>/tools/jest-storage-end.ts',
  transform: {
    'node_modules/(jose|preact|preact-render-to-string)/.+\\.m?js$': ['@swc/jest', { module: { type: 'commonjs' } }],
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    '\\.tsx$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // These are published in the form of modules alone.
  transformIgnorePatterns: ['/node_modules/(?!(jose|preact|preact-render-to-string)/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.local'],
  testEnvironment: '<rootDir>/tools/patient-environment.ts',
  testTimeout: 30_000 * PATIENCE,
  // Only `npm run coverage` collects; what decides is tested in every branch.
  coverageThreshold: { global: {}, './src/domain/': { branches: 100 } },
  coverageDirectory: '<rootDir>/coverage',
};

export default config;
