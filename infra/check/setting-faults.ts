import { readSettings } from '../../src/platform/settings.ts';
import { appSettings, type Installation } from './installation.ts';

/** A deployment connects by its identity: these would hold a key, or say less than the addresses that are set. */
export const NOT_DEPLOYED = ['ServiceBusConnection', 'AzureWebJobsStorage', 'AzureWebJobsStorage__accountName'];

/** Nothing to connect to where requests come by HTTP alone. */
const QUEUE_ONLY = ['ServiceBusConnection__fullyQualifiedNamespace'];

/** The name of every setting that the app reads, as it spells it: learned by watching it read. */
export function settingNames(): string[] {
  const asked = new Set<string>();
  const watched = new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) });
  try {
    readSettings(watched);
  } catch {
    // It found none of them.
  }
  return [...asked];
}

/** What is wrong with the app settings: one that is missing, or that the app would refuse or never reads. */
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

/** Read by the host and its extensions, not by the app. */
const PLATFORM =
  /^(AzureWebJobsStorage__(blobServiceUri|queueServiceUri|credential|clientId)|ServiceBusConnection__(credential|clientId)|DURABLE_TASK_SCHEDULER_CONNECTION_STRING|WEBSITE_AUTH_AAD_ALLOWED_TENANTS|OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID)$/;

/** Values that are known only in a deployment, as they will look then. */
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
