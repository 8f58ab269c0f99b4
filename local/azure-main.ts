import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createTokens } from './azure/identity/tokens.ts';
import { startServiceBus } from './azure/service-bus/start-service-bus.ts';
import { startStandIns } from './azure/stand-ins.ts';
import { removeState, writeState } from './azure/state-file.ts';
import { startStorage } from './azure/storage/storage.ts';
import { createFaults } from './azure/wire/faults.ts';
import { createRequestLog } from './azure/wire/request-log.ts';
import { startMarketplace } from './marketplace/start-marketplace.ts';

const { values } = parseArgs({ options: { state: { type: 'string' } } });
if (!values.state) {
  console.error('--state <directory> is missing: the directory for azure.json and the state of the stand-ins.');
  process.exit(2);
}
const stateDir = resolve(values.state);
mkdirSync(stateDir, { recursive: true });
// If the parent goes away, even before everything has started, nothing else would end this process.
process.once('disconnect', () => process.exit());

const queueName = process.env['GO_LIVE_QUEUE'] ?? 'golive-requests';
const scopes = {
  'cloud-partner-portal': process.env['MARKETPLACE_SCOPE'] ?? 'https://cloudpartner.azure.com/.default',
  'product-ingestion': process.env['PRODUCT_INGESTION_SCOPE'] ?? 'https://graph.microsoft.com/.default',
};
const resourceOf = (api: keyof typeof scopes) => scopes[api].replace(/\/+\.default$/, '');

const tokens = await createTokens();
const faults = createFaults();
const requests = createRequestLog();
const [storage, serviceBus, marketplace] = await Promise.all([
  startStorage(stateDir, process.env['LOCAL_STORAGE'], { faults, requests }),
  // Keep in step with infra/bicep/modules/service-bus.bicep.
  startServiceBus({ queues: [{ name: queueName, maxDeliveryCount: 100 }] }),
  startMarketplace({
    verifyToken: (token, api) => tokens.verify(token, resourceOf(api)),
    stateFile: join(stateDir, 'marketplace.sqlite'),
  }),
]);
const standIns = await startStandIns({
  tokens,
  marketplaceResources: [resourceOf('cloud-partner-portal'), resourceOf('product-ingestion')],
  marketplace: marketplace.handler,
  queues: () => [serviceBus.queue(queueName)],
  faults,
  requests,
});

// Only the authority's public certificate is written to disk; the private keys stay in memory.
const caFile = join(stateDir, 'azure-ca.pem');
writeFileSync(caFile, standIns.caCertificate);
writeState(stateDir, {
  pid: process.pid,
  portal: marketplace.url,
  admin: standIns.admin,
  serviceBus: serviceBus.connectionString,
  eventGridKey: standIns.eventGridKey,
  settings: {
    ...standIns.settings,
    ...storage.settings,
    GO_LIVE_QUEUE: queueName,
    // With this key the local host verifies tokens when it plays the platform's authentication.
    LOCAL_TOKEN_KEY: JSON.stringify(tokens.publicKey),
    NODE_EXTRA_CA_CERTS: caFile,
    ServiceBusConnection: serviceBus.connectionString,
  },
});
process.once('exit', () => removeState(stateDir));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await Promise.all([standIns.close(), marketplace.close(), serviceBus.close(), storage.close()]);
    process.exit();
  });
}

if (process.send) process.send('ready');
else console.log('ready');
