import { connect } from 'node:net';
import { azureCredential } from './azure-credential.ts';
import { keyVault } from './key-vault.ts';
import { restFailure } from './rest-failure.ts';
import { serviceBusAddress } from './service-bus-address.ts';
import { settings } from './settings.ts';

/** A secret that does not exist: the answer to a request for it shows that the vault is reachable and admits us. */
const ABSENT_SECRET = 'go-live-health';

/** @throws unless Key Vault answers and lets the app read secrets. */
export async function probeKeyVault(abortSignal: AbortSignal): Promise<void> {
  try {
    await (await keyVault()).getSecret(ABSENT_SECRET, { abortSignal });
  } catch (error) {
    const { status, message } = restFailure(error);
    if (status !== 404) throw new Error(`Key Vault cannot be read. ${message}`);
  }
}

/** @throws unless the topic answers and our identity has a token for it. Nothing is published. */
export async function probeEventGrid(abortSignal: AbortSignal): Promise<void> {
  const credential = await azureCredential();
  const [token] = await Promise.all([
    credential.getToken('https://eventgrid.azure.net/.default', { abortSignal }),
    reach(settings().eventGridTopicEndpoint, abortSignal),
  ]);
  if (token === null) throw new Error('There is no token for Event Grid.');
}

/** @throws unless the marketplace answers; what it answers to somebody without a token does not matter. */
export async function probeMarketplace(abortSignal: AbortSignal): Promise<void> {
  const { marketplaces, marketplaceApi } = settings();
  await reach(marketplaces[marketplaceApi].endpoint, abortSignal);
}

/** @throws unless the namespace accepts connections. The trigger's own connection belongs to the host. */
export async function probeServiceBus(abortSignal: AbortSignal): Promise<void> {
  const address = serviceBusAddress(process.env);
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ ...address, signal: abortSignal });
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('connect', () => socket.destroy());
  });
}

async function reach(url: string, abortSignal: AbortSignal): Promise<void> {
  const { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } = await import(
    '@azure/core-rest-pipeline'
  );
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
  const request = createPipelineRequest({ url, abortSignal, allowInsecureConnection: url.startsWith('http:') });
  const { status } = await pipeline.sendRequest(createDefaultHttpClient(), request);
  if (status >= 500) throw new Error(`It answered ${status}.`);
}
