import * as z from 'zod';
import { MARKETPLACE_APIS, type MarketplaceApi } from '../marketplace/api.ts';
import { address, endpoint, number, origin, phrase, vault, whole } from './setting-forms.ts';

const DEFAULT_QUEUE = 'golive-requests';
/** Instead of a queue's name: requests come by HTTP only. */
const NO_QUEUE = 'none';

const guid = (wanted: string) => phrase(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, wanted);

const Environment = z
  .object({
    MARKETPLACE_ENDPOINT: origin().default('https://cloudpartner.azure.com'),
    MARKETPLACE_SCOPE: phrase(/^\S+\/\.default$/, 'a scope that ends in /.default').default(
      'https://cloudpartner.azure.com/.default',
    ),
    PRODUCT_INGESTION_ENDPOINT: address('https://graph.microsoft.com/rp/product-ingestion').default(
      'https://graph.microsoft.com/rp/product-ingestion',
    ),
    PRODUCT_INGESTION_SCOPE: phrase(/^\S+\/\.default$/, 'a scope that ends in /.default').default(
      'https://graph.microsoft.com/.default',
    ),
    // This API asks for at most one status call a minute, so the general lower bound is not enough.
    PRODUCT_INGESTION_POLL_MIN_SECONDS: number(0.01, 86_400).default(60),
    MARKETPLACE_API: z.enum(MARKETPLACE_APIS, `one of ${MARKETPLACE_APIS.join(', ')}`).default('cloud-partner-portal'),
    KEY_VAULT_URI: vault(),
    EVENT_GRID_TOPIC_ENDPOINT: endpoint(),
    ServiceBusConnection: z.string().optional(),
    ServiceBusConnection__fullyQualifiedNamespace: phrase(
      /^[A-Za-z0-9.-]+$/,
      'a host name such as contoso.servicebus.windows.net',
    ).optional(),
    AzureWebJobsStorage: z.string().optional(),
    AzureWebJobsStorage__accountName: phrase(/^[a-z0-9]{3,24}$/, 'the name of a storage account').optional(),
    AzureWebJobsStorage__tableServiceUri: address('https://contoso.table.core.windows.net').optional(),
    AzureWebJobsStorage__clientId: guid("an identity's client id, a GUID").optional(),
    GO_LIVE_TABLE: phrase(/^[A-Za-z][A-Za-z0-9]{2,62}$/, 'the name of a table: 3 to 63 letters and digits').default(
      'golive',
    ),
    GO_LIVE_QUEUE: phrase(/^[A-Za-z0-9]([\w./-]{0,258}[A-Za-z0-9])?$/, 'the name of a Service Bus queue').default(
      DEFAULT_QUEUE,
    ),
    APPLICATIONINSIGHTS_CONNECTION_STRING: z
      .string()
      .regex(/(^|;)\s*InstrumentationKey=[0-9a-f-]{36}/i, 'a connection string with InstrumentationKey={GUID}')
      .optional(),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: phrase(/Authorization=AAD/i, 'Authorization=AAD').optional(),
    AZURE_CLIENT_ID: guid("an identity's client id, a GUID").optional(),
    GO_LIVE_SIGN_IN: z.enum(['keys', 'platform'], 'keys or platform').default('keys'),
    GO_LIVE_API_APPLICATION_ID: guid("the client id of the API's Entra application, a GUID").optional(),
    GO_LIVE_API_TENANT_ID: guid("the id of the app's tenant, a GUID").optional(),
    // Read where links are made (src/http/api-url.ts).
    GO_LIVE_PUBLIC_URL: address('https://go-live.contoso.com/api').optional(),
    GO_LIVE_POLL_MIN_SECONDS: number(0.01, 86_400).default(30),
    GO_LIVE_POLL_MAX_SECONDS: number(0.01, 86_400).default(600),
    GO_LIVE_DEADLINE_HOURS: number(0.0001, 8784).default(384),
    GO_LIVE_RETENTION_DAYS: number(0.0001, 3660).default(90),
    GO_LIVE_SETTLE_SECONDS: number(0, 86_400).default(60),
    GO_LIVE_MARKETPLACE_CONCURRENCY: whole(1, 1000).default(16),
  })
  .refine((env) => env.GO_LIVE_QUEUE === NO_QUEUE || namesServiceBus(env), {
    path: ['ServiceBusConnection'],
    message: 'a connection string, or a host name in ServiceBusConnection__fullyQualifiedNamespace',
    when: () => true,
  })
  .refine(
    (env) =>
      env.AzureWebJobsStorage ?? env.AzureWebJobsStorage__tableServiceUri ?? env.AzureWebJobsStorage__accountName,
    {
      path: ['AzureWebJobsStorage'],
      message: 'a connection string, or AzureWebJobsStorage__accountName or __tableServiceUri to use an identity',
      when: () => true,
    },
  )
  .refine((env) => !(env.GO_LIVE_POLL_MAX_SECONDS < env.GO_LIVE_POLL_MIN_SECONDS), {
    path: ['GO_LIVE_POLL_MAX_SECONDS'],
    message: 'at least GO_LIVE_POLL_MIN_SECONDS',
  });

function namesServiceBus(env: {
  ServiceBusConnection?: string;
  ServiceBusConnection__fullyQualifiedNamespace?: string;
}) {
  return (env.ServiceBusConnection ?? env.ServiceBusConnection__fullyQualifiedNamespace) !== undefined;
}

/** Settings that differ between the marketplace's APIs. */
export interface MarketplaceSettings {
  endpoint: string;
  scope: string;
  /** Bounds of the polling schedule. */
  pollMinSeconds: number;
  pollMaxSeconds: number;
}

/** The record's table, and how its storage account is accessed. */
export interface RecordSettings {
  table: string;
  storage:
    | { kind: 'connection-string'; value: string }
    /** `clientId`: of a user-assigned identity. */
    | { kind: 'identity'; serviceUri: string; clientId?: string };
}

/** Everything that the app is configured with. */
export interface Settings {
  /** The API for requests that name none. */
  marketplaceApi: MarketplaceApi;
  marketplaces: Record<MarketplaceApi, MarketplaceSettings>;
  keyVaultUri: string;
  eventGridTopicEndpoint: string;
  queue: string;
  record: RecordSettings;
  applicationInsightsConnectionString?: string;
  /** `Authorization=AAD`: telemetry is sent with our identity. */
  applicationInsightsAuthentication?: string;
  /** Client id of the user-assigned identity. */
  identityClientId?: string;
  /** The Entra application that guards the API, and its tenant. */
  guard?: { applicationId: string; tenantId: string };
  deadlineHours: number;
  retentionDays: number;
  settleSeconds: number;
  /** Looks and submissions of one publisher that this process runs at once. */
  marketplaceConcurrency: number;
}

/** Settings whose values are keys: an error gives only their name. */
const SECRET = new Set(['AzureWebJobsStorage', 'ServiceBusConnection', 'APPLICATIONINSIGHTS_CONNECTION_STRING']);

/** Reports everything that is wrong with the settings at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly code = 'InvalidSettings';
}

/**
 * Reads and validates every setting; an empty one counts as not set.
 * @throws {SettingsError} with one line per setting: its name, its value and what is expected.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const unresolved = Object.keys(given).filter((name) => given[name]?.startsWith('@Microsoft.KeyVault('));
  const parsed = Environment.safeParse(given);
  if (!parsed.success || unresolved.length > 0) {
    const wrong = (parsed.error?.issues ?? []).filter(({ path }) => !unresolved.includes(String(path[0])));
    throw new SettingsError(
      [
        'The settings of the app cannot be used:',
        ...unresolved.map(
          (name) =>
            `${name} is a Key Vault reference that was not resolved; give the app's identity access to the secret.`,
        ),
        ...wrong.map(({ path, message }) => `${String(path[0])} ${got(String(path[0]), given)}; wanted: ${message}.`),
      ].join('\n- '),
    );
  }
  return toSettings(parsed.data);
}

let memo: Settings | undefined;

/** The settings of this process, read at first use. */
export function settings(): Settings {
  memo ??= readSettings(process.env);
  return memo;
}

/**
 * The queue for requests, if there is one. Read before the settings are validated, because the trigger is registered in
 * any case.
 */
export function queueName(env: Record<string, string | undefined> = process.env): string | undefined {
  const name = env['GO_LIVE_QUEUE']?.trim() || DEFAULT_QUEUE;
  return name === NO_QUEUE ? undefined : name;
}

/**
 * Without the platform's authentication anybody could forge the headers that identify the caller. So the deployment
 * must declare that it has enabled it (`GO_LIVE_SIGN_IN`), and the platform must not report it as switched off.
 */
export function platformAuthenticates(env: Record<string, string | undefined> = process.env): boolean {
  return env['GO_LIVE_SIGN_IN']?.trim() === 'platform' && env['WEBSITE_AUTH_ENABLED']?.trim().toLowerCase() !== 'false';
}

/**
 * Whether the host asks callers for a function key. Not where the platform authenticates and confirms it
 * (`WEBSITE_AUTH_ENABLED`): there the app refuses unknown callers. Read at registration; in doubt the key is required.
 */
export function asksForKey(env: Record<string, string | undefined> = process.env): boolean {
  return !(platformAuthenticates(env) && env['WEBSITE_AUTH_ENABLED']?.trim().toLowerCase() === 'true');
}

function got(name: string, given: Record<string, string>): string {
  const value = given[name];
  if (value === undefined) return 'is not set';
  // User information in an address is a password, so the value is not shown.
  if (SECRET.has(name) || value.includes('@')) return 'has a value of another form';
  return `is ${JSON.stringify(value.slice(0, 100))}`;
}

function toSettings(env: z.infer<typeof Environment>): Settings {
  const {
    APPLICATIONINSIGHTS_CONNECTION_STRING: connection,
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: authentication,
    AZURE_CLIENT_ID: clientId,
    GO_LIVE_API_APPLICATION_ID: applicationId,
    GO_LIVE_API_TENANT_ID: tenantId,
  } = env;
  return {
    marketplaceApi: env.MARKETPLACE_API,
    marketplaces: {
      'cloud-partner-portal': {
        endpoint: env.MARKETPLACE_ENDPOINT,
        scope: env.MARKETPLACE_SCOPE,
        ...pollBounds(env, 0),
      },
      'product-ingestion': {
        endpoint: env.PRODUCT_INGESTION_ENDPOINT,
        scope: env.PRODUCT_INGESTION_SCOPE,
        ...pollBounds(env, env.PRODUCT_INGESTION_POLL_MIN_SECONDS),
      },
    },
    keyVaultUri: env.KEY_VAULT_URI,
    eventGridTopicEndpoint: env.EVENT_GRID_TOPIC_ENDPOINT,
    queue: env.GO_LIVE_QUEUE,
    record: { table: env.GO_LIVE_TABLE, storage: storageOf(env) },
    deadlineHours: env.GO_LIVE_DEADLINE_HOURS,
    retentionDays: env.GO_LIVE_RETENTION_DAYS,
    settleSeconds: env.GO_LIVE_SETTLE_SECONDS,
    marketplaceConcurrency: env.GO_LIVE_MARKETPLACE_CONCURRENCY,
    ...(connection !== undefined && { applicationInsightsConnectionString: connection }),
    ...(authentication !== undefined && { applicationInsightsAuthentication: authentication }),
    ...(clientId !== undefined && { identityClientId: clientId }),
    ...(applicationId === undefined || tenantId === undefined ? {} : { guard: { applicationId, tenantId } }),
  };
}

/** With the platform's own precedence: a connection string first, then an identity. */
function storageOf(env: z.infer<typeof Environment>): RecordSettings['storage'] {
  if (env.AzureWebJobsStorage !== undefined) return { kind: 'connection-string', value: env.AzureWebJobsStorage };
  const account = env.AzureWebJobsStorage__accountName ?? '';
  const serviceUri = env.AzureWebJobsStorage__tableServiceUri ?? `https://${account}.table.core.windows.net`;
  const id = env.AzureWebJobsStorage__clientId ?? env.AZURE_CLIENT_ID;
  return { kind: 'identity', serviceUri, ...(id !== undefined && { clientId: id }) };
}

/** The general bounds, raised to an API's own lower bound. */
function pollBounds(env: z.infer<typeof Environment>, leastSeconds: number) {
  const pollMinSeconds = Math.max(env.GO_LIVE_POLL_MIN_SECONDS, leastSeconds);
  return { pollMinSeconds, pollMaxSeconds: Math.max(env.GO_LIVE_POLL_MAX_SECONDS, pollMinSeconds) };
}
