import { member } from './exposure-faults.ts';
import { type Installation, ofType, type Resource } from './installation.ts';

/**
 * With private networking, the vault and a Premium Service Bus must be closed except to the operators' addresses, and
 * an output must name the network from which they are reached. Without it, both must be open.
 */
export function doorFaults(installation: Installation, isPrivate: boolean): string[] {
  const vaults = ofType(installation, 'Microsoft.KeyVault/vaults');
  const namespaces = ofType(installation, 'Microsoft.ServiceBus/namespaces');
  if (!isPrivate) return [...vaults, ...namespaces].flatMap(closedFaults);
  return [
    ...vaults.flatMap(vaultFaults),
    ...namespaces.flatMap((namespace) => namespaceFaults(installation, namespace)),
    ...(installation.outputs && 'keyVaultName' in installation.outputs && !installation.outputs['networkId']
      ? ['The vault is shut, and no output says which network leads to it.']
      : []),
  ];
}

const accessTo = ({ properties }: Resource) => properties?.['publicNetworkAccess'];

function closedFaults(resource: Resource): string[] {
  return accessTo(resource) === 'Enabled' ? [] : [`${resource.type} ${resource.name} cannot be reached from outside.`];
}

function vaultFaults(vault: Resource): string[] {
  const rules = member(vault.properties, 'networkAcls');
  return shutFaults(vault, member(rules, 'defaultAction'), member(rules, 'ipRules'));
}

function namespaceFaults(installation: Installation, namespace: Resource): string[] {
  const hasEndpoint = ofType(installation, 'Microsoft.Network/privateEndpoints').some(({ properties }) =>
    JSON.stringify(properties).includes('/Microsoft.ServiceBus/namespaces/'),
  );
  const isPremium = member(namespace['sku'], 'name') === 'Premium';
  if (hasEndpoint !== isPremium) {
    return [`${namespace.name}: a private endpoint and the tier Premium go together, and the tier is never changed.`];
  }
  if (!isPremium) return closedFaults(namespace);
  const [rules] = ofType(installation, 'Microsoft.ServiceBus/namespaces/networkRuleSets');
  return shutFaults(namespace, rules?.properties?.['defaultAction'], rules?.properties?.['ipRules']);
}

function shutFaults(resource: Resource, defaultAction: unknown, ipRules: unknown): string[] {
  if (accessTo(resource) === 'Disabled') return [];
  const hasDoors = Array.isArray(ipRules) && ipRules.length > 0;
  return defaultAction === 'Deny' && hasDoors
    ? []
    : [`${resource.type} ${resource.name} is open to every network, or to none through its open door.`];
}
