/** Tests that are run together: in one Jest run an engine, with the same settings. */
export interface Suite {
  name: string;
  /** A pattern for the paths of its files. */
  files: string;
  /** Settings of Microsoft's engine over those of host.json. */
  overrides: string;
  /** The factor for waiting times on Microsoft's engine. */
  timeFactor: number;
}

export const SUITES: Suite[] = [
  {
    name: 'the app, end to end',
    files: 'test/e2e/|conformance/test/',
    overrides: 'storageProvider:maxQueuePollingInterval=00:00:01',
    timeFactor: 5,
  },
  {
    name: 'the engine',
    // The other files beside them test internals of the local engine.
    files:
      'durable/(engine|worker-death|api/(control|durable-client|queries)|entities/entities|orchestrations/executions|replay/replay-rules)\\.test\\.ts$',
    overrides: [
      'storageProvider:maxQueuePollingInterval=00:00:00.1',
      // These tests have no host.json, so a killed host's messages would stay invisible for the engine's default of
      // five minutes.
      'storageProvider:controlQueueVisibilityTimeout=00:01:00',
      'storageProvider:workItemQueueVisibilityTimeout=00:01:00',
      'storageProvider:partitionCount=1',
      'useAppLease=false',
      'tracing:distributedTracingEnabled=true',
      'tracing:version=V2',
    ].join(';'),
    timeFactor: 8,
  },
];
