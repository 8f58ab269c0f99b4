import { readSettings } from '../../src/platform/settings.ts';
import { appSettings, type Installation } from './installation.ts';

/**
 * A deployment connects by identity, so these must be absent: they would hold a key, or override the addresses with
 * less.
 */
export const NOT_DEPLOYED = ['ServiceBusConnection', 'AzureWebJobsStorage', 'AzureWebJobsStorage__accountName'];

/** Connections that do not exist when requests come by HTTP only. */
const QUEUE_ONLY = ['ServiceBusConnection__fullyQualifiedNamespace'];

/** The name of every setting that the app reads, learned by recording its reads. */
export function settingNames(): string[] {
  const asked = new Set<string>();
  const watched = new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) });
  try {
    readSettings(watched);
  } catch {
    // Every value is missing, so reading fails; by then all names have been recorded.
  }
  return [...asked];
}

/** App settings that are missing, that the app would refuse, or that it never reads. */
export function settingFaults(installation: Installation): string[] {
  const given = appSettings(installation);
  const absent = given['GO_LIVE_QUEUE'] === 'none' ? [...NOT_DEPLOYED, ...QUEUE_ONLY] : NOT_DEPLOYED;
  const names = settingNames().filter((name) => !absent.includes(name));
  return [
    ...names.filter((name) => !(name in given)).map((name) => `The app setting ${name} is not set.`),
    ...Object.keys(given)
      .filter((name) => !names.includes(name) && !PLATFORM.test(name))
      .map((name) => `Nothing reads the app setting ${name}.`),
    ...refusals(given),
  ];
}

/** Settings that the host and its extensions read, not the app. */
const PLATFORM =
  /^(AzureWebJobsStorage__(blobServiceUri|queueServiceUri|credential|clientId)|ServiceBusConnection__(credential|clientId)|DURABLE_TASK_SCHEDULER_CONNECTION_STRING|WEBSITE_AUTH_AAD_ALLOWED_TENANTS|OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID)$/;

/** Examples of values that only a deployment knows. */
const DEPLOYED: Record<string, string> = {
  KEY_VAULT_URI: 'https://kv-check.vault.azure.net/',
  EVENT_GRID_TOPIC_ENDPOINT: 'https://evgt-check.westeurope-1.eventgrid.azure.net/api/events',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=00000000-0000-0000-0000-000000000000',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=00000000-0000-0000-0000-000000000000;Authorization=AAD',
  AzureWebJobsStorage__tableServiceUri: 'https://stcheck.table.core.windows.net/',
  AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  ServiceBusConnection__fullyQualifiedNamespace: 'sb-check.servicebus.windows.net',
};

function refusals(given: Record<string, string>): string[] {
  const settings = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value.startsWith('[') ? DEPLOYED[name] : value]),
  );
  try {
    readSettings(settings);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
