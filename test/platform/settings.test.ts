import { platformAuthenticates, queueName, readSettings } from '../../src/platform/settings.ts';

const REQUIRED = {
  AzureWebJobsStorage: 'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=CANARY',
  KEY_VAULT_URI: 'https://contoso.vault.azure.net',
  EVENT_GRID_TOPIC_ENDPOINT: 'https://contoso.westeurope-1.eventgrid.azure.net/api/events',
  ServiceBusConnection: 'Endpoint=sb://localhost:5672;SharedAccessKey=CANARY;UseDevelopmentEmulator=true;',
};

test('has a default for all that is not required', () => {
  expect(readSettings(REQUIRED)).toEqual({
    marketplaceApi: 'cloud-partner-portal',
    marketplaces: {
      'cloud-partner-portal': {
        endpoint: 'https://cloudpartner.azure.com',
        scope: 'https://cloudpartner.azure.com/.default',
        pollMinSeconds: 30,
        pollMaxSeconds: 600,
      },
      'product-ingestion': {
        endpoint: 'https://graph.microsoft.com/rp/product-ingestion',
        scope: 'https://graph.microsoft.com/.default',
        pollMinSeconds: 60,
        pollMaxSeconds: 600,
      },
    },
    keyVaultUri: 'https://contoso.vault.azure.net',
    eventGridTopicEndpoint: 'https://contoso.westeurope-1.eventgrid.azure.net/api/events',
    queue: 'golive-requests',
    record: { table: 'golive', storage: { kind: 'connection-string', value: REQUIRED.AzureWebJobsStorage } },
    deadlineHours: 384,
    retentionDays: 90,
    settleSeconds: 60,
    marketplaceConcurrency: 16,
  });
});

test('takes what is set, with decimals, and an empty value as not set', () => {
  expect(
    readSettings({
      ...REQUIRED,
      ServiceBusConnection: ' ',
      ServiceBusConnection__fullyQualifiedNamespace: 'contoso.servicebus.windows.net',
      MARKETPLACE_ENDPOINT: 'http://127.0.0.1:7080/',
      MARKETPLACE_API: 'product-ingestion',
      PRODUCT_INGESTION_ENDPOINT: 'http://127.0.0.1:7080/rp/x',
      PRODUCT_INGESTION_POLL_MIN_SECONDS: '5',
      GO_LIVE_QUEUE: '',
      GO_LIVE_POLL_MIN_SECONDS: '0.2',
      GO_LIVE_POLL_MAX_SECONDS: '0.5',
      GO_LIVE_SETTLE_SECONDS: '0',
      GO_LIVE_MARKETPLACE_CONCURRENCY: '3',
      AZURE_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
      APPLICATIONINSIGHTS_CONNECTION_STRING:
        'InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=https://x',
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD',
    }),
  ).toMatchObject({
    marketplaceApi: 'product-ingestion',
    marketplaces: {
      'cloud-partner-portal': { endpoint: 'http://127.0.0.1:7080', pollMinSeconds: 0.2, pollMaxSeconds: 0.5 },
      'product-ingestion': { endpoint: 'http://127.0.0.1:7080/rp/x', pollMinSeconds: 5, pollMaxSeconds: 5 },
    },
    queue: 'golive-requests',
    settleSeconds: 0,
    marketplaceConcurrency: 3,
    identityClientId: '11111111-2222-3333-4444-555555555555',
    applicationInsightsConnectionString: expect.stringContaining('InstrumentationKey'),
    applicationInsightsAuthentication: 'Authorization=AAD',
  });
});

function problemsOf(env: Record<string, string | undefined>): string {
  try {
    readSettings({ ...REQUIRED, ...env });
  } catch (error) {
    return String(error);
  }
  return '';
}

test.each([
  [
    'MARKETPLACE_ENDPOINT',
    'http://cloudpartner.azure.com',
    'is "http://cloudpartner.azure.com"; wanted: an https address',
  ],
  ['MARKETPLACE_ENDPOINT', 'http://127.0.0.1.evil.example', 'wanted: an https address'],
  ['MARKETPLACE_ENDPOINT', 'https://cloudpartner.azure.com/api', 'wanted: an https address without a path'],
  ['MARKETPLACE_ENDPOINT', 'cloudpartner.azure.com', 'wanted: an https address'],
  ['MARKETPLACE_ENDPOINT', 'ftp://127.0.0.1', 'wanted: an https address'],
  ['MARKETPLACE_API', 'partner-center', 'wanted: one of cloud-partner-portal, product-ingestion'],
  ['PRODUCT_INGESTION_ENDPOINT', 'http://graph.microsoft.com/rp', 'wanted: an https address without a query'],
  ['PRODUCT_INGESTION_ENDPOINT', 'https://graph.microsoft.com/rp?x=1', 'wanted: an https address without a query'],
  ['PRODUCT_INGESTION_SCOPE', 'graph', 'wanted: a scope that ends in /.default'],
  ['MARKETPLACE_SCOPE', 'cloudpartner', 'wanted: a scope that ends in /.default'],
  ['KEY_VAULT_URI', 'http://127.0.0.1:1', 'wanted: an https address'],
  ['KEY_VAULT_URI', undefined, 'is not set; wanted: an https address'],
  ['EVENT_GRID_TOPIC_ENDPOINT', undefined, 'is not set; wanted: an https address'],
  ['EVENT_GRID_TOPIC_ENDPOINT', 'http://contoso.example/api/events', 'wanted: an https address'],
  ['ServiceBusConnection', undefined, 'is not set; wanted: a connection string'],
  ['ServiceBusConnection__fullyQualifiedNamespace', 'sb://x/', 'wanted: a host name'],
  ['GO_LIVE_QUEUE', 'no queue!', 'wanted: the name of a Service Bus queue'],
  ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'CANARY', 'has a value of another form; wanted: a connection string'],
  ['AZURE_CLIENT_ID', 'me', 'is "me"; wanted: an identity'],
  ['GO_LIVE_POLL_MIN_SECONDS', 'soon', 'is "soon"; wanted: a number from'],
  ['GO_LIVE_POLL_MIN_SECONDS', '-1', 'wanted: a number from'],
  ['GO_LIVE_POLL_MIN_SECONDS', '0', 'wanted: a number from'],
  ['GO_LIVE_POLL_MAX_SECONDS', '10', 'wanted: at least GO_LIVE_POLL_MIN_SECONDS'],
  ['GO_LIVE_DEADLINE_HOURS', '1e9', 'wanted: a number from'],
  ['GO_LIVE_RETENTION_DAYS', 'Infinity', 'wanted: a number from'],
  ['GO_LIVE_SETTLE_SECONDS', '', ''],
  ['GO_LIVE_MARKETPLACE_CONCURRENCY', '0', 'wanted: a whole number from'],
  ['GO_LIVE_MARKETPLACE_CONCURRENCY', '2.5', 'wanted: a whole number from'],
])('%s = %j: %s', (name, value, said) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toContain(
    said === '' ? '' : `${name} ${said.startsWith('is') || said.startsWith('has') ? said : ''}`,
  );
  expect(problems).toContain(said);
  expect(problems === '').toBe(said === '');
});

test('tells everything at once, once each, and no value of a secret', () => {
  // Act
  const problems = problemsOf({
    KEY_VAULT_URI: 'https://user:CANARY@contoso.vault.azure.net',
    EVENT_GRID_TOPIC_ENDPOINT: '@Microsoft.KeyVault(SecretUri=https://CANARY)',
    GO_LIVE_DEADLINE_HOURS: 'long',
    APPLICATIONINSIGHTS_CONNECTION_STRING: 'Key=CANARY',
  });

  // Assess
  expect(
    problems
      .split('\n- ')
      .slice(1)
      .map((line) => line.split(' ')[0]),
  ).toEqual([
    'EVENT_GRID_TOPIC_ENDPOINT',
    'KEY_VAULT_URI',
    'APPLICATIONINSIGHTS_CONNECTION_STRING',
    'GO_LIVE_DEADLINE_HOURS',
  ]);
  expect(problems).toContain('EVENT_GRID_TOPIC_ENDPOINT is a Key Vault reference that was not resolved');
  expect(problems).not.toContain('CANARY');
});

test('refuses an unresolved reference also where any text would do', () => {
  expect(problemsOf({ ServiceBusConnection: '@Microsoft.KeyVault(SecretUri=https://x)' })).toContain(
    'ServiceBusConnection is a Key Vault reference',
  );
});

test('wants no Service Bus where requests come by HTTP alone', () => {
  // Prepare
  const { ServiceBusConnection: _, ...rest } = REQUIRED;

  // Act
  const { queue } = readSettings({ ...rest, GO_LIVE_QUEUE: 'none' });

  // Assess
  expect(queue).toBe('none');
  expect(queueName({ GO_LIVE_QUEUE: ' none ' })).toBeUndefined();
  expect(queueName({})).toBe('golive-requests');
  expect(() => readSettings(rest)).toThrow(/ServiceBusConnection is not set/);
});

test.each([
  [{}, false],
  [{ GO_LIVE_SIGN_IN: 'keys', WEBSITE_AUTH_ENABLED: 'True' }, false],
  [{ WEBSITE_AUTH_ENABLED: 'True' }, false],
  [{ GO_LIVE_SIGN_IN: 'platform', WEBSITE_AUTH_ENABLED: 'False' }, false],
  [{ GO_LIVE_SIGN_IN: 'platform', WEBSITE_AUTH_ENABLED: 'True' }, true],
  [{ GO_LIVE_SIGN_IN: 'platform' }, true],
])('with %p believes who calls: %p', (env, believed) => {
  expect(platformAuthenticates(env)).toBe(believed);
});

test('knows the application that guards the API once both its ids are set', () => {
  // Prepare
  const id = '11111111-2222-3333-4444-555555555555';

  // Act
  const both = readSettings({ ...REQUIRED, GO_LIVE_API_APPLICATION_ID: id, GO_LIVE_API_TENANT_ID: id });
  const one = readSettings({ ...REQUIRED, GO_LIVE_API_APPLICATION_ID: ' ', GO_LIVE_API_TENANT_ID: id });

  // Assess
  expect(both.guard).toEqual({ applicationId: id, tenantId: id });
  expect(one).not.toHaveProperty('guard');
});

test('refuses a sign-in that it does not know', () => {
  expect(() => readSettings({ ...REQUIRED, GO_LIVE_SIGN_IN: 'entra' })).toThrow(
    /GO_LIVE_SIGN_IN is "entra"; wanted: keys or platform/,
  );
});
