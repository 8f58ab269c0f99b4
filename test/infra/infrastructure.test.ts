import { readFileSync } from 'node:fs';
import path from 'node:path';
import { infrastructureFaults, readWritten } from '../../infra/check/faults.ts';
import { BICEP_VERSION } from '../../infra/check/find-bicep.ts';
import { appSettings, type Installation, ofType } from '../../infra/check/installation.ts';
import { CENTRAL } from '../../infra/check/variants.ts';
import { COMPILE_MS, compiled, copyOf, ROOT } from './compiled.ts';

const typesOf = ({ predictedResources }: Installation) => new Set(predictedResources.map(({ type }) => type));
const additions = (to: Installation, from: Installation) =>
  [...typesOf(to)].filter((type) => !typesOf(from).has(type)).sort();
const settingNamesOf = (installation: Installation) => Object.keys(appSettings(installation)).sort();

describe('the infrastructure', () => {
  beforeAll(compiled, COMPILE_MS);

  test('compiles and lints without a warning, and every variant and sample keeps the rules', async () => {
    // Act
    const faults = infrastructureFaults(await compiled(), readWritten(ROOT));

    // Assess
    expect(faults).toEqual([]);
  });

  test('fails the check on a warning of the compiler', async () => {
    // Act
    const faults = infrastructureFaults(
      { ...(await compiled()), warnings: ['main.bicep(1,1) : Warning'] },
      readWritten(ROOT),
    );

    // Assess
    expect(faults).toContain('main.bicep(1,1) : Warning');
  });

  test.each(['storage', 'scheduler'])('with private networking, on %s, only adds the network', async (backend) => {
    // Prepare
    const open = await copyOf(`${backend}-public`);
    const shut = await copyOf(`${backend}-private`);

    // Act
    const added = additions(shut, open);

    // Assess
    expect(added.every((type) => type.startsWith('Microsoft.Network/'))).toBe(true);
    expect(added).toContain('Microsoft.Network/privateEndpoints');
    expect(additions(open, shut)).toEqual([]);
    expect(appSettings(shut)).toEqual(appSettings(open));
  });

  test.each(['public', 'private'])('with the scheduler, %s, only adds it and moves the task hub', async (mode) => {
    // Prepare
    const storage = await copyOf(`storage-${mode}`);
    const scheduler = await copyOf(`scheduler-${mode}`);

    // Act
    const added = settingNamesOf(scheduler).filter((name) => !settingNamesOf(storage).includes(name));
    const gone = settingNamesOf(storage).filter((name) => !settingNamesOf(scheduler).includes(name));

    // Assess
    expect(additions(scheduler, storage)).toEqual([
      'Microsoft.DurableTask/schedulers',
      'Microsoft.DurableTask/schedulers/taskHubs',
    ]);
    expect(additions(storage, scheduler)).toEqual([]);
    expect(added).toEqual(['DURABLE_TASK_SCHEDULER_CONNECTION_STRING']);
    expect(gone).toEqual([]);
  });

  test('reaches every service that it shuts by a private endpoint with a zone of its own', async () => {
    // Act
    const zones = async (name: string) =>
      ofType(await copyOf(name), 'Microsoft.Network/privateDnsZones').map(({ id }) => /privatelink\.\w+/.exec(id)?.[0]);

    // Assess
    expect(await zones('storage-private')).toEqual(
      ['blob', 'queue', 'table', 'vaultcore', 'eventgrid', 'servicebus'].map((zone) => `privatelink.${zone}`),
    );
    expect(await zones('scheduler-private')).toEqual(
      ['blob', 'queue', 'table', 'durabletask', 'vaultcore', 'eventgrid', 'servicebus'].map(
        (zone) => `privatelink.${zone}`,
      ),
    );
  });

  test('in a network that exists makes endpoints, and neither a network nor zones; without a queue, nothing of Service Bus', async () => {
    // Act
    const installation = await copyOf('central-network');
    const [site] = ofType(installation, 'Microsoft.Web/sites');
    const endpoints = ofType(installation, 'Microsoft.Network/privateEndpoints');

    // Assess
    const types = [...typesOf(installation)];
    expect(types.filter((type) => /^Microsoft\.(Network|ServiceBus)\//.test(type)).sort()).toEqual([
      'Microsoft.Network/privateEndpoints',
      'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    ]);
    expect(endpoints).toHaveLength(5);
    expect(site?.properties?.['virtualNetworkSubnetId']).toBe(
      `${CENTRAL}/providers/Microsoft.Network/virtualNetworks/vnet-central/subnets/go-live`,
    );
    expect(installation.outputs?.['networkId']).toMatch(/rg-central.*\/virtualNetworks\/vnet-central/);
    expect(appSettings(installation)['GO_LIVE_QUEUE']).toBe('none');
  });

  test('opens vault and Premium Service Bus to the addresses of operators alone', async () => {
    // Act
    const prod = await copyOf('prod');
    const [vault] = ofType(prod, 'Microsoft.KeyVault/vaults');
    const [doors] = ofType(prod, 'Microsoft.ServiceBus/namespaces/networkRuleSets');

    // Assess
    expect(vault?.properties).toMatchObject({
      publicNetworkAccess: 'Enabled',
      networkAcls: { bypass: 'None', defaultAction: 'Deny', ipRules: [{ value: '203.0.113.7' }] },
    });
    expect(doors?.properties).toMatchObject({
      defaultAction: 'Deny',
      ipRules: [{ action: 'Allow', ipMask: '203.0.113.7' }],
    });
  });

  test.each(['storage', 'scheduler'])(
    'makes the table of the record that the app is told of, on %s',
    async (backend) => {
      // Act
      const installation = await copyOf(`${backend}-public`);
      const tables = ofType(installation, 'Microsoft.Storage/storageAccounts/tableServices/tables');

      // Assess
      expect(tables.map(({ name }) => name.split('/').at(-1))).toEqual([appSettings(installation)['GO_LIVE_TABLE']]);
      expect(appSettings(installation)['AzureWebJobsStorage__tableServiceUri']).toMatch(/primaryEndpoints\.table\]$/);
    },
  );

  test('names the task hub of the scheduler as host.json does', async () => {
    // Prepare
    const host = JSON.parse(readFileSync(path.join(ROOT, 'host.json'), 'utf8'));

    // Act
    const [hub] = ofType(await copyOf('scheduler-public'), 'Microsoft.DurableTask/schedulers/taskHubs');

    // Assess
    expect(hub?.name.split('/').at(-1)).toBe(host.extensions.durableTask.hubName);
  });

  test('lets strangers through to the app, which refuses them, where Entra guards it', async () => {
    // Act
    const configs = ofType(await copyOf('prod'), 'Microsoft.Web/sites/config');
    const guard = configs.find(({ name }) => name.endsWith('/authsettingsV2'))?.properties;

    // Assess
    expect(guard?.['globalValidation']).toEqual({
      requireAuthentication: false,
      unauthenticatedClientAction: 'AllowAnonymous',
    });
  });

  test('restores the compiler in the version that the check looks for', () => {
    expect(readFileSync(path.join(ROOT, 'infra', 'tools', 'bicep.csproj'), 'utf8')).toContain(`"[${BICEP_VERSION}]"`);
  });
});
