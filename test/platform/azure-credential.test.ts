const ENVIRONMENT = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  KEY_VAULT_URI: 'https://contoso.vault.azure.net',
  EVENT_GRID_TOPIC_ENDPOINT: 'https://contoso.example/api/events',
  ServiceBusConnection: 'x',
};

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
  jest.resetModules();
});

test.each([
  [
    'the managed identity alone where the platform offers one',
    { IDENTITY_ENDPOINT: 'http://127.0.0.1:1/msi/token', IDENTITY_HEADER: 'x' },
    'ManagedIdentityCredential',
  ],
  ['the chain of a developer machine elsewhere', {}, 'DefaultAzureCredential'],
])('our identity is %s, made once', async (_what, identity, name) => {
  // Prepare
  const { IDENTITY_ENDPOINT: _, ...rest } = before;
  process.env = { ...rest, ...ENVIRONMENT, ...identity };
  const { azureCredential } = await import('../../src/platform/azure-credential.ts');

  // Act
  const [first, second] = await Promise.all([azureCredential(), azureCredential()]);

  // Assess
  expect(first.constructor.name).toBe(name);
  expect(second).toBe(first);
});
