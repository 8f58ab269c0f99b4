import { ServiceBusClient, type ServiceBusClientOptions } from '@azure/service-bus';
import type { Settings } from '../app-settings.ts';

// The SDK's default waits 30 s between attempts: too long for a namespace that starts beside the host.
const options: ServiceBusClientOptions = { retryOptions: { retryDelayInMs: 500, maxRetries: 3, timeoutInMs: 10_000 } };

/**
 * A client for a trigger's `connection`: a setting with a connection string, or settings that begin with its name and
 * `__` and name the namespace, which is then reached with the identity that the environment offers.
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
