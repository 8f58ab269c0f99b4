import type { Config } from 'jest';

const config: Config = {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/local/*/test/**/*.test.ts'],
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
  // They want a browser: `npm run test:browser`.
  testPathIgnorePatterns: ['/node_modules/', '/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.local'],
  testTimeout: 30_000,
  // Only `npm run coverage` collects; what decides is tested in every branch.
  coverageThreshold: { global: {}, './src/domain/': { branches: 100 } },
  coverageDirectory: '<rootDir>/coverage',
};

export default config;
