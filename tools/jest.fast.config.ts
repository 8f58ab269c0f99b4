import type { Config } from 'jest';
import base from '../jest.config.ts';

/** `npm run test:fast`: leaves out tests that start their own processes, compile infrastructure or play many runs. */
const config: Config = {
  ...base,
  rootDir: '..',
  testPathIgnorePatterns: [
    ...(base.testPathIgnorePatterns ?? []),
    '/test/e2e/',
    '/test/infra/',
    '/test/local/',
    '/test/pipelines/',
    '/test/platform/telemetry',
    '/local/azure/test/(application-insights|identity|key-vault|event-grid|admin|tls)/',
    '/local/functions-host/test/(main|durable-functions|settings)\\.test',
    '/local/functions-host/test/(http/functions|service-bus|timer|worker|durable/(crash|scale|trouble))',
    '/local/marketplace/test/rehearsal',
    '/local/azure/test/service-bus/start',
    '\\.property\\.test\\.ts$',
  ],
};

export default config;
