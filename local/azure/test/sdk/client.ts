// A separate process, like the app: the SDK's clients read the proxy and the CA from the environment when they start.
import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } from '@azure/core-rest-pipeline';
import { EventGridPublisherClient } from '@azure/eventgrid';
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';

const credential = new DefaultAzureCredential();
const vault = new SecretClient(env('KEY_VAULT_URI'), credential);
const topic = new EventGridPublisherClient(env('EVENT_GRID_TOPIC_ENDPOINT'), 'CloudEvent', credential);
const pipeline = createPipelineFromOptions({});
const httpClient = createDefaultHttpClient();

const calls = {
  async getSecret(name: string, version?: string) {
    const { value, properties } = await vault.getSecret(name, { version });
    return { value, version: properties.version, expiresOn: properties.expiresOn?.toISOString(), id: properties.id };
  },
  async listVersions(name: string) {
    const versions: { version?: string; enabled?: boolean }[] = [];
    for await (const { version, enabled } of vault.listPropertiesOfSecretVersions(name)) {
      versions.push({ version, enabled });
    }
    return versions;
  },
  async listSecrets() {
    const secrets: { name: string; id?: string; hasValue: boolean }[] = [];
    for await (const secret of vault.listPropertiesOfSecrets()) {
      secrets.push({ name: secret.name, id: secret.id, hasValue: 'value' in secret });
    }
    return secrets;
  },
  setSecret: (name: string) => vault.setSecret(name, 'x'),
  sendEvents: (events: { type: string; source: string; data?: Record<string, unknown> }[]) => topic.send(events),
  managedIdentityToken: async (scope: string) => (await new ManagedIdentityCredential().getToken(scope)).token,
  clientSecretToken: async (tenantId: string, clientId: string, secret: string, scope: string) =>
    (await new ClientSecretCredential(tenantId, clientId, secret).getToken(scope)).token,
  clientCertificateToken: async (tenantId: string, clientId: string, certificate: string, scope: string) =>
    (await new ClientCertificateCredential(tenantId, clientId, { certificate }).getToken(scope)).token,
  async post(url: string, form: Record<string, string>) {
    const request = createPipelineRequest({ url, method: 'POST', body: new URLSearchParams(form).toString() });
    request.headers.set('content-type', 'application/x-www-form-urlencoded');
    const { status, bodyAsText } = await pipeline.sendRequest(httpClient, request);
    return { status, body: bodyAsText };
  },
  async fetch(url: string) {
    const { status, bodyAsText } = await pipeline.sendRequest(httpClient, createPipelineRequest({ url }));
    return { status, body: bodyAsText };
  },
};

export type Calls = typeof calls;

function env(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Wanted ${name} in the environment; got none.`);
  return value;
}

process.on('message', async ({ id, call, args }: { id: number; call: keyof Calls; args: unknown[] }) => {
  const run: (...args: never[]) => Promise<unknown> = calls[call];
  try {
    process.send?.({ id, value: await run(...(args as never[])) });
  } catch (error) {
    const { message, code, statusCode, errorResponse } = error as Error & Record<string, unknown>;
    process.send?.({ id, error: { message, code, statusCode, errorResponse } });
  }
});
process.once('disconnect', () => process.exit());
