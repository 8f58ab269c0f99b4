import { installationFaults, readWritten } from '../../infra/check/faults.ts';
import { type Installation, ofType } from '../../infra/check/installation.ts';
import { keyCalls } from '../../infra/check/secret-faults.ts';
import { NOT_DEPLOYED, settingNames } from '../../infra/check/setting-faults.ts';
import { COMPILE_MS, compiled, copyOf, ROOT } from './compiled.ts';

const written = readWritten(ROOT);

function propertiesOf(installation: Installation, type: string, name = ''): Record<string, unknown> {
  const properties = ofType(installation, type).find((resource) => resource.name.endsWith(name))?.properties;
  if (!properties) throw new Error(`There is no ${type} ${name}.`);
  return properties;
}

const settingsOf = (installation: Installation) =>
  propertiesOf(installation, 'Microsoft.Web/sites/config', '/appsettings');

describe('a template is refused', () => {
  beforeAll(compiled, COMPILE_MS);

  test.each(settingNames().filter((name) => !NOT_DEPLOYED.includes(name)))('without the setting %s', async (name) => {
    // Prepare
    const installation = await copyOf('storage-public');
    delete settingsOf(installation)[name];

    // Act
    const faults = installationFaults(installation, written);

    // Assess
    expect(faults).toContain(`The app setting ${name} is not set.`);
  });

  test('with a setting that the app does not read, as after a slip of the pen', async () => {
    // Prepare
    const installation = await copyOf('storage-public');
    settingsOf(installation)['GO_LIVE_DEADLINE_HOUR'] = '24';

    // Act
    const faults = installationFaults(installation, written);

    // Assess
    expect(faults).toEqual(['Nothing reads the app setting GO_LIVE_DEADLINE_HOUR.']);
  });

  test('with a value that the app would refuse at its start', async () => {
    // Prepare
    const installation = await copyOf('storage-public');
    settingsOf(installation)['MARKETPLACE_ENDPOINT'] = 'http://cloudpartner.azure.com';

    // Act
    const faults = installationFaults(installation, written);

    // Assess
    expect(faults).toEqual([expect.stringContaining('MARKETPLACE_ENDPOINT is "http://cloudpartner.azure.com"')]);
  });

  test.each(['storage-public', 'storage-private', 'scheduler-public', 'scheduler-private'])(
    'without any one of its roles: %s',
    async (variant) => {
      // Prepare
      const whole = await copyOf(variant);
      const assignments = ofType(whole, 'Microsoft.Authorization/roleAssignments');

      for (const { id } of assignments) {
        // Act
        const faults = installationFaults(
          { ...whole, predictedResources: whole.predictedResources.filter((resource) => resource.id !== id) },
          written,
        );

        // Assess
        expect(faults).toEqual([expect.stringMatching(/^Missing: (app|topic) has /)]);
      }
      expect(assignments.length).toBeGreaterThanOrEqual(7);
    },
  );

  test('with a role more, and with a role at a wider scope', async () => {
    // Prepare
    const more = await copyOf('storage-public');
    const [first] = ofType(more, 'Microsoft.Authorization/roleAssignments');
    if (first) more.predictedResources.push(structuredClone(first));
    const wider = await copyOf('storage-public');
    for (const assignment of ofType(wider, 'Microsoft.Authorization/roleAssignments')) {
      assignment.id = assignment.id.replace('/queues/golive-requests', '');
    }

    // Act
    const faults = [more, wider].map((installation) => installationFaults(installation, written));

    // Assess
    expect(faults[0]).toEqual([expect.stringContaining('Not in infra/roles.json: app has b7e6dc6d')]);
    expect(faults[1]).toEqual([
      expect.stringMatching(/^Missing: app has 4f6d3b9b.* golive-requests\.$/),
      expect.stringMatching(/^Not in infra\/roles\.json: app has 4f6d3b9b.*namespaces\.$/),
    ]);
  });

  test.each([
    ['Microsoft.Storage/storageAccounts', 'allowSharedKeyAccess', true],
    ['Microsoft.Storage/storageAccounts', 'minimumTlsVersion', 'TLS1_0'],
    ['Microsoft.Storage/storageAccounts', 'publicNetworkAccess', 'Enabled'],
    ['Microsoft.ServiceBus/namespaces', 'disableLocalAuth', false],
    ['Microsoft.EventGrid/topics', 'minimumTlsVersionAllowed', '1.1'],
    ['Microsoft.DurableTask/schedulers', 'publicNetworkAccess', undefined],
    ['Microsoft.Insights/components', 'DisableLocalAuth', false],
    ['Microsoft.Web/sites', 'httpsOnly', false],
  ])('when %s has %s %p', async (type, member, value) => {
    // Prepare
    const installation = await copyOf('scheduler-private');
    propertiesOf(installation, type)[member] = value;

    // Act
    const faults = installationFaults(installation, written);

    // Assess
    expect(faults).toEqual([expect.stringContaining(`${member} is ${JSON.stringify(value)}; wanted: `)]);
  });

  test.each([
    ['GO_LIVE_QUEUE', "[listKeys('/subscriptions/s', '2024-01-01').keys[0].value]"],
    ['DURABLE_TASK_SCHEDULER_CONNECTION_STRING', 'Endpoint=https://a;Authentication=AccessKey;AccessKey=abc'],
    ['ServiceBusConnection__clientId', 'Endpoint=sb://a/;SharedAccessKeyName=b;SharedAccessKey=c'],
    ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'InstrumentationKey=00000000-0000-0000-0000-000000000000'],
  ])('with a key in %s', async (name, value) => {
    // Prepare
    const installation = await copyOf('scheduler-public');
    settingsOf(installation)[name] = value;

    // Act
    const faults = installationFaults(installation, written);

    // Assess
    expect(faults).toContain(`${name} is, or may be, a key or a secret.`);
  });

  test('with a connection string among its outputs', async () => {
    // Prepare
    const installation = await copyOf('storage-public');
    installation.outputs = {
      ...installation.outputs,
      telemetry: "[reference('/subscriptions/s', '2020-02-02').ConnectionString]",
    };

    // Act
    const faults = installationFaults(installation, written);

    // Assess
    expect(faults).toEqual(['telemetry is, or may be, a key or a secret.']);
  });

  test('when it asks a resource for its keys', () => {
    expect(keyCalls(`{"a": "[listKeys(resourceId('x'), '1').key1]", "b": "[list('x', '1')]"}`)).toHaveLength(2);
  });

  test('when it names what is not there, or reads it by another API version', async () => {
    // Prepare
    const dangling = await copyOf('storage-private');
    dangling.predictedResources = dangling.predictedResources.filter(
      ({ type }) => type !== 'Microsoft.KeyVault/vaults',
    );
    const shifted = await copyOf('storage-public');
    for (const vault of ofType(shifted, 'Microsoft.KeyVault/vaults')) vault.apiVersion = '2016-10-01';

    // Act
    const faults = [dangling, shifted].map((installation) => installationFaults(installation, written));

    // Assess
    expect(faults[0]).toContainEqual(expect.stringMatching(/\/vaults\/kv-\S+ is named and not declared\.$/));
    expect(faults[1]).toEqual([
      expect.stringMatching(/is read with API version 2024-11-01 and declared with another\.$/),
    ]);
  });
});
