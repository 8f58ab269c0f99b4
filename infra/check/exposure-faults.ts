import { type Installation, ofType } from './installation.ts';

/** Required properties by resource type: a path in the properties and its value. */
const RULES: Record<string, Record<string, unknown>> = {
  'Microsoft.Storage/storageAccounts': {
    minimumTlsVersion: 'TLS1_2',
    allowSharedKeyAccess: false,
    allowBlobPublicAccess: false,
    supportsHttpsTrafficOnly: true,
  },
  'Microsoft.KeyVault/vaults': { enableRbacAuthorization: true, enableSoftDelete: true },
  'Microsoft.ServiceBus/namespaces': { minimumTlsVersion: '1.2', disableLocalAuth: true },
  'Microsoft.EventGrid/topics': {
    minimumTlsVersionAllowed: '1.2',
    disableLocalAuth: true,
    inputSchema: 'CloudEventSchemaV1_0',
  },
  'Microsoft.Insights/components': { DisableLocalAuth: true },
  'Microsoft.OperationalInsights/workspaces': { 'features.disableLocalAuth': true },
  'Microsoft.Web/sites': {
    httpsOnly: true,
    'siteConfig.minTlsVersion': '1.2',
    'siteConfig.scmMinTlsVersion': '1.2',
    'siteConfig.ftpsState': 'Disabled',
    'functionAppConfig.deployment.storage.authentication.type': 'UserAssignedIdentity',
  },
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': { allow: false },
};

/**
 * Reachable through private endpoints only when networking is private. Vault and queue may also admit operators: see
 * door-faults.
 */
const INNER = ['Microsoft.Storage/storageAccounts', 'Microsoft.EventGrid/topics', 'Microsoft.DurableTask/schedulers'];

/** Resources that are open although they should be closed, or the reverse. */
export function exposureFaults(installation: Installation, isPrivate: boolean): string[] {
  const access = Object.fromEntries(
    INNER.map((type) => [type, { publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled' }]),
  );
  return [RULES, access].flatMap((rules) =>
    Object.entries(rules).flatMap(([type, wanted]) => faultsOfType(installation, type, wanted)),
  );
}

function faultsOfType(installation: Installation, type: string, wanted: Record<string, unknown>): string[] {
  return ofType(installation, type).flatMap(({ name, properties }) =>
    Object.entries(wanted).flatMap(([path, value]) => {
      const got = path.split('.').reduce<unknown>((at, key) => member(at, key), properties);
      return got === value
        ? []
        : [`${type} ${name}: ${path} is ${JSON.stringify(got)}; wanted: ${JSON.stringify(value)}.`];
    }),
  );
}

/** A member of a value that may be an object. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
