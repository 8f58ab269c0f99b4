import { ServiceBusClient, type ServiceBusClientOptions } from '@azure/service-bus';
import type { Settings } from '../app-settings.ts';

// The SDK waits 30 s between attempts by default: too long for a namespace that starts beside the host.
const options: ServiceBusClientOptions = { retryOptions: { retryDelayInMs: 500, maxRetries: 3, timeoutInMs: 10_000 } };

/**
 * A client for a trigger's `connection`. That is either a setting with a connection string, or the prefix of settings
 * (`<connection>__...`) that name the namespace; the namespace is then reached with the environment's identity.
 * @throws Error when neither is set.
 */
export async function connectServiceBus(connection: string, settings: Settings): Promise<ServiceBusClient> {
  const connectionString = settings[connection] ?? settings[`AzureWebJobs${connection}`];
  if (connectionString) return new ServiceBusClient(connectionString, options);
  const namespace = settings[`${connection}__fullyQualifiedNamespace`];
  if (!namespace) {
    throw new Error(
      `Neither ${connection} nor ${connection}__fullyQualifiedNamespace is set. ` +
        'Set the first to a connection string or the second to the name of a namespace.',
    );
  }
  const { DefaultAzureCredential } = await import('@azure/identity');
  const clientId = settings[`${connection}__clientId`];
  const credential = new DefaultAzureCredential(clientId ? { managedIdentityClientId: clientId } : {});
  return new ServiceBusClient(namespace, credential, options);
}
