import type { Backend } from '../package/backend.ts';

/** One way to install. */
export interface Variant {
  name: string;
  backend: Backend;
  isPrivate: boolean;
  /** Values of other parameters, as Bicep expressions. */
  others?: Record<string, string>;
}

/** The made-up resource group of an existing network; references into it are not declared in the template. */
export const CENTRAL = '/subscriptions/00000000-0000-0000-0000-00000000000b/resourceGroups/rg-central';

const CENTRAL_NETWORK = `${CENTRAL}/providers/Microsoft.Network/virtualNetworks/vnet-central`;

/**
 * Both backends in both network modes, and one variant in an existing network, without a queue and with operator
 * addresses. The production sample adds the Entra application and the event subscription.
 */
export const VARIANTS: Variant[] = [
  { name: 'storage-public', backend: 'AzureStorage', isPrivate: false },
  { name: 'storage-private', backend: 'AzureStorage', isPrivate: true, others: { serviceBusTier: "'Premium'" } },
  { name: 'scheduler-public', backend: 'DurableTaskScheduler', isPrivate: false },
  {
    name: 'scheduler-private',
    backend: 'DurableTaskScheduler',
    isPrivate: true,
    others: { serviceBusTier: "'Premium'" },
  },
  {
    name: 'central-network',
    backend: 'AzureStorage',
    isPrivate: true,
    others: {
      serviceBusTier: "'None'",
      operatorIpRules: "['203.0.113.0/29']",
      existingNetwork: `{ appSubnetId: '${CENTRAL_NETWORK}/subnets/go-live', endpointSubnetId: '${CENTRAL_NETWORK}/subnets/endpoints', dnsZonesGroupId: '${CENTRAL}' }`,
    },
  },
];

/** The text of a variant's parameter file. */
export function parametersOf({ backend, isPrivate, others = {} }: Variant, template: string): string {
  return [
    `using '${template}'`,
    `param environmentName = 'check'`,
    `param durableBackend = '${backend}'`,
    `param privateNetworking = ${isPrivate}`,
    ...Object.entries(others).map(([name, value]) => `param ${name} = ${value}`),
    '',
  ].join('\n');
}
