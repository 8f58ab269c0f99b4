import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createAdminWindow } from './admin/window.ts';
import { APPLICATION_INSIGHTS_HOSTS, createIngestion } from './application-insights/ingestion.ts';
import { createTopic, TOPIC_HOSTS } from './event-grid/topic.ts';
import { AUTHORITY_HOSTS, createAuthority } from './identity/authority.ts';
import { createDirectory } from './identity/directory.ts';
import { createManagedIdentity } from './identity/managed-identity.ts';
import { RESOURCES } from './identity/resources.ts';
import type { Tokens } from './identity/tokens.ts';
import { demoCredentials } from './key-vault/demo-credentials.ts';
import { createSecretStore } from './key-vault/secret-store.ts';
import { createVault, VAULT_HOSTS } from './key-vault/vault.ts';
import { createProxy } from './tls/proxy.ts';
import { createTlsServer } from './tls/server.ts';
import type { Faults } from './wire/faults.ts';
import { toListener } from './wire/listener.ts';
import { listen } from './wire/local-server.ts';
import { keepNewest } from './wire/newest.ts';
import type { RequestLog } from './wire/request-log.ts';
import { type Service, serve } from './wire/service.ts';

/** The hosts of the Cloud Partner Portal API and of the Product Ingestion API. */
const MARKETPLACE_HOSTS = ['cloudpartner.azure.com', 'graph.microsoft.com'];
/** The application registration that protects the app's API on this machine. */
const API = 'api://go-live-local';
const KEPT_EVENTS = 200_000;
const KEPT_ENVELOPES = 200_000;

/** What the stand-ins need from the rest of the process. */
export interface StandInSettings {
  tokens: Tokens;
  /** The resources that the tokens of the marketplace's APIs are for. */
  marketplaceResources: string[];
  /** Answers for the host names of the marketplace's APIs. */
  marketplace: RequestListener;
  /** What the admin window shows of the Service Bus namespace. */
  queues(): unknown;
  faults: Faults;
  requests: RequestLog;
}

/** The running stand-ins. */
export interface StandIns {
  /** URL of the window for tests and people. */
  admin: string;
  /** PEM of the authority that clients must trust. */
  caCertificate: string;
  /**
   * App settings and proxy variables. The caller must write the certificate to the file that NODE_EXTRA_CA_CERTS names.
   */
  settings: Record<string, string>;
  /** The key of the Event Grid topic, for senders without a token. */
  eventGridKey: string;
  close(): Promise<void>;
}

/** Starts identity, Key Vault, Event Grid and Application Insights, the proxy that leads to them, and the admin window. */
export async function startStandIns({
  tokens,
  marketplaceResources,
  marketplace,
  queues,
  faults,
  requests,
}: StandInSettings): Promise<StandIns> {
  const tenantId = randomUUID();
  const clientId = randomUUID();
  const pipeline = { tenantId, clientId: 'b0000000-0000-4000-8000-000000000001' };
  const instrumentationKey = randomUUID();
  const secretHeader = randomBytes(16).toString('hex');
  const eventGridKey = randomBytes(32).toString('base64');
  const resources = [...RESOURCES, ...marketplaceResources];
  const events = keepNewest<string>(KEPT_EVENTS);
  const envelopes = keepNewest<string>(KEPT_ENVELOPES);
  const secrets = createSecretStore();
  const directory = createDirectory({ tenantId, clientId }, () => secrets.currentValues());
  secrets.put('marketplace-contoso', demoCredentials());

  const listener = (service: Service) => toListener(serve(service, faults, requests));
  const topic = listener(createTopic({ events, tokens, key: eventGridKey }));
  const routes = [
    { hosts: AUTHORITY_HOSTS, listener: listener(createAuthority({ directory, tokens, resources })) },
    { hosts: VAULT_HOSTS, listener: listener(createVault({ secrets, tokens, tenantId })) },
    { hosts: TOPIC_HOSTS, listener: topic },
    {
      hosts: APPLICATION_INSIGHTS_HOSTS,
      listener: listener(createIngestion({ envelopes, tokens, instrumentationKey })),
    },
    { hosts: MARKETPLACE_HOSTS, listener: marketplace },
  ];
  const { server: tlsServer, caCertificate } = await createTlsServer([
    ...routes,
    { hosts: ['127.0.0.1'], listener: topic },
  ]);
  // Not through the proxy: the SDK keeps no connection through one open, so each event would cost a TLS handshake that
  // it does not cost in Azure.
  const direct = await listen(tlsServer);
  const identity = await listen(
    listener(createManagedIdentity({ tokens, tenantId, clientId, secretHeader, resources })),
  );
  const window = createAdminWindow({
    events,
    envelopes,
    secrets,
    directory,
    faults,
    requests,
    queues,
    pipelineToken: () => tokens.issue(pipeline, API, 'application', undefined, ['GoLive.Submit']).accessToken,
  });
  const admin = await listen(toListener(window));
  const proxy = await listen(createProxy(routes, tlsServer));

  return {
    admin: admin.url,
    caCertificate,
    settings: {
      KEY_VAULT_URI: 'https://go-live-local.vault.azure.net',
      EVENT_GRID_TOPIC_ENDPOINT: `${direct.url}/api/events`,
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${instrumentationKey};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/;LiveEndpoint=https://westeurope.livediagnostics.monitor.azure.com/`,
      // The SDK's statistics about itself go to components that do not exist here.
      APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
      IDENTITY_ENDPOINT: `${identity.url}/msi/token`,
      IDENTITY_HEADER: secretHeader,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1,localhost',
    },
    eventGridKey,
    async close() {
      await Promise.all([identity, admin, proxy, direct].map(({ close }) => close()));
    },
  };
}
