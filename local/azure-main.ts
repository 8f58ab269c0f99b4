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
import { startPortal } from './marketplace/start-portal.ts';

const { values } = parseArgs({ options: { state: { type: 'string' } } });
if (!values.state) {
  console.error('Wanted --state <directory>, the directory for azure.json and the portal; got none.');
  process.exit(2);
}
const stateDir = resolve(values.state);
mkdirSync(stateDir, { recursive: true });
// Without its parent nobody would ever end it; the parent may be gone before everything has started.
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
const [storage, serviceBus, portal] = await Promise.all([
  startStorage(stateDir, process.env['LOCAL_STORAGE'], { faults, requests }),
  // As infra/bicep/modules/service-bus.bicep deploys it.
  startServiceBus({ queues: [{ name: queueName, maxDeliveryCount: 100 }] }),
  startPortal({
    verifyToken: (token, api) => tokens.verify(token, resourceOf(api)),
    stateFile: join(stateDir, 'portal.sqlite'),
  }),
]);
const standIns = await startStandIns({
  tokens,
  marketplaceResources: [resourceOf('cloud-partner-portal'), resourceOf('product-ingestion')],
  marketplace: portal.handler,
  queues: () => [serviceBus.queue(queueName)],
  faults,
  requests,
});

// Only the authority's public certificate is ever on disk; the keys are in this process's memory.
const caFile = join(stateDir, 'azure-ca.pem');
writeFileSync(caFile, standIns.caCertificate);
writeState(stateDir, {
  pid: process.pid,
  portal: portal.url,
  admin: standIns.admin,
  serviceBus: serviceBus.connectionString,
  eventGridKey: standIns.eventGridKey,
  settings: {
    ...standIns.settings,
    ...storage.settings,
    GO_LIVE_QUEUE: queueName,
    // The local host checks tokens by it, where it plays the platform's authentication.
    LOCAL_TOKEN_KEY: JSON.stringify(tokens.publicKey),
    NODE_EXTRA_CA_CERTS: caFile,
    ServiceBusConnection: serviceBus.connectionString,
  },
});
process.once('exit', () => removeState(stateDir));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await Promise.all([standIns.close(), portal.close(), serviceBus.close(), storage.close()]);
    process.exit();
  });
}

if (process.send) process.send('ready');
else console.log('ready');
