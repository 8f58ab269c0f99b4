import type { RequestOptions } from 'node:http';
import type { TelemetryClient } from 'applicationinsights';
import { azureCredential } from './azure-credential.ts';
import { settings } from './settings.ts';
import { bindTraceContext } from './trace-context.ts';

/** Reports to Application Insights what the app did. An error of the telemetry never fails the operation that is reported. */
export interface Telemetry {
  event(name: string, properties: Record<string, string>, measurements?: Record<string, number>): void;
  /** Values of one name and the same dimensions are summed up and sent together, once a minute. */
  metric(name: string, value: number, dimensions: Record<string, string>): void;
  exception(error: Error, properties: Record<string, string>): void;
  /** Sends what is waiting, for a few seconds at most. */
  flush(): Promise<void>;
}

type Options = NonNullable<TelemetryClient['config']['azureMonitorOpenTelemetryOptions']>;

const FLUSH_TIMEOUT_MS = 5000;

let memo: Promise<Telemetry> | undefined;

/**
 * Telemetry of this process, started at first use; without a connection string nothing is loaded and nothing sent.
 * Called before the first outgoing request, it also tells of that one.
 */
export function startTelemetry(): Promise<Telemetry> {
  const connectionString = settings().applicationInsightsConnectionString;
  memo ??= connectionString === undefined ? Promise.resolve(SILENT) : start(connectionString);
  return memo;
}

/** Sends what is waiting, before the process ends; starts nothing that was not started. */
export async function flushTelemetry(): Promise<void> {
  await (await memo)?.flush();
}

const SILENT: Telemetry = { event: () => {}, metric: () => {}, exception: () => {}, flush: async () => {} };

async function start(connectionString: string): Promise<Telemetry> {
  const byIdentity = settings().applicationInsightsAuthentication !== undefined;
  return createTelemetry({ connectionString, ...(byIdentity ? { credential: await azureCredential() } : {}) });
}

/** Loads the SDK and starts it. The host tells of requests, logs and failures itself: here, only what it cannot know. */
export async function createTelemetry(
  exporter: NonNullable<Options['azureMonitorExporterOptions']>,
): Promise<Telemetry> {
  // Read once, when the SDK is loaded: its statistics about itself go to an address of another subscription.
  process.env['APPLICATION_INSIGHTS_NO_STATSBEAT'] ??= '1';
  process.env['APPLICATIONINSIGHTS_SDKSTATS_DISABLED'] ??= 'true';
  // It turns the warnings of all Azure SDKs on, which are about the SDKs themselves.
  process.env['AZURE_LOG_LEVEL'] ??= 'error';
  process.env['OTEL_SERVICE_NAME'] ??= process.env['WEBSITE_SITE_NAME'] ?? 'go-live';
  const { TelemetryClient } = await import('applicationinsights');
  await bindTraceContext();
  const client = new TelemetryClient(exporter.connectionString);
  client.config.azureMonitorOpenTelemetryOptions = optionsOf(exporter);
  client.initialize();
  // They are watched from their next loading on; in the bundle, all who use them have loaded them already.
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
      // The SDKs' calls are told as HTTP calls; this would tell each of them twice more.
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

/** The durable client calls the host of its own machine: no dependency of anybody's, and as many as all others together. */
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
