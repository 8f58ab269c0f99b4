import type { RequestOptions } from 'node:http';
import type { TelemetryClient } from 'applicationinsights';
import { azureCredential } from './azure-credential.ts';
import { settings } from './settings.ts';
import { bindTraceContext } from './trace-context.ts';

/** Reports to Application Insights what the app did. A telemetry error never fails the operation that is reported. */
export interface Telemetry {
  event(name: string, properties: Record<string, string>, measurements?: Record<string, number>): void;
  /** Values of one name and the same dimensions are summed up and sent together, once a minute. */
  metric(name: string, value: number, dimensions: Record<string, string>): void;
  exception(error: Error, properties: Record<string, string>): void;
  /** Sends everything that is waiting, within a few seconds. */
  flush(): Promise<void>;
}

type Options = NonNullable<TelemetryClient['config']['azureMonitorOpenTelemetryOptions']>;

const FLUSH_TIMEOUT_MS = 5000;

let memo: Promise<Telemetry> | undefined;

/**
 * Telemetry of this process, started at first use. Without a connection string nothing is loaded or sent. If it is
 * started before the first outgoing request, it captures that one too.
 */
export function startTelemetry(): Promise<Telemetry> {
  const connectionString = settings().applicationInsightsConnectionString;
  memo ??= connectionString === undefined ? Promise.resolve(SILENT) : start(connectionString);
  return memo;
}

/** Sends everything that is waiting before the process ends; does not start telemetry for it. */
export async function flushTelemetry(): Promise<void> {
  await (await memo)?.flush();
}

const SILENT: Telemetry = { event: () => {}, metric: () => {}, exception: () => {}, flush: async () => {} };

async function start(connectionString: string): Promise<Telemetry> {
  const byIdentity = settings().applicationInsightsAuthentication !== undefined;
  return createTelemetry({ connectionString, ...(byIdentity ? { credential: await azureCredential() } : {}) });
}

/** Loads and starts the SDK. The host itself reports requests, logs and failures; this adds what it cannot know. */
export async function createTelemetry(
  exporter: NonNullable<Options['azureMonitorExporterOptions']>,
): Promise<Telemetry> {
  // Read once, when the SDK is loaded: its own usage statistics would go to an address of another subscription.
  process.env['APPLICATION_INSIGHTS_NO_STATSBEAT'] ??= '1';
  process.env['APPLICATIONINSIGHTS_SDKSTATS_DISABLED'] ??= 'true';
  // The SDK would enable the warnings of all Azure SDKs, which concern the SDKs themselves.
  process.env['AZURE_LOG_LEVEL'] ??= 'error';
  process.env['OTEL_SERVICE_NAME'] ??= process.env['WEBSITE_SITE_NAME'] ?? 'go-live';
  const { TelemetryClient } = await import('applicationinsights');
  await bindTraceContext();
  const client = new TelemetryClient(exporter.connectionString);
  client.config.azureMonitorOpenTelemetryOptions = optionsOf(exporter);
  client.initialize();
  // Modules are instrumented when they are next loaded, and in the bundle all of their users already have them.
  for (const name of ['http', 'https']) process.getBuiltinModule(name);
  return {
    event: (name, properties, measurements) =>
      attempt(() => client.trackEvent({ name, properties, ...(measurements !== undefined && { measurements }) })),
    metric: (name, value, properties) => attempt(() => client.trackMetric({ name, value, properties })),
    exception: (exception, properties) => attempt(() => client.trackException({ exception, properties })),
    flush: () => withinLimit(client.flush()),
  };
}

function optionsOf(azureMonitorExporterOptions: Options['azureMonitorExporterOptions']): Options {
  const http = {
    enabled: true,
    disableIncomingRequestInstrumentation: true,
    ignoreOutgoingRequestHook: isCallToTaskHub,
  };
  const off = { enabled: false };
  return {
    ...(azureMonitorExporterOptions !== undefined && { azureMonitorExporterOptions }),
    // The default keeps five traces a second: in a burst, dependencies would vanish.
    samplingRatio: 1,
    tracesPerSecond: 0,
    enableTraceBasedSamplingForLogs: false,
    // The SDK's listener would keep a process with an unhandled rejection alive.
    enableAutoCollectExceptions: false,
    enableAutoCollectPerformance: false,
    enablePerformanceCounters: false,
    enableStandardMetrics: false,
    enableLiveMetrics: false,
    instrumentationOptions: {
      http,
      // Already captured as HTTP dependencies; this would report each call twice more.
      azureSdk: off,
      console: off,
      bunyan: off,
      winston: off,
      mongoDb: off,
      mySql: off,
      postgreSql: off,
      redis: off,
      redis4: off,
    },
  };
}

/** Calls to the durable extension stay on the machine, are nobody's dependency and outnumber all other calls. */
function isCallToTaskHub({ hostname, path }: RequestOptions): boolean {
  return hostname === '127.0.0.1' && path?.startsWith('/durabletask/') === true;
}

/** The SDK throws when its own start failed. */
function attempt(tell: () => void): void {
  try {
    tell();
  } catch {
    // There is nowhere left to report this.
  }
}

async function withinLimit(flushing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FLUSH_TIMEOUT_MS);
  });
  await Promise.race([flushing.catch(() => {}), limit]).finally(() => clearTimeout(timer));
}
