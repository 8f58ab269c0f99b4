import type { Backend } from '../package/backend.ts';

/** One way to install. */
export interface Variant {
  name: string;
  backend: Backend;
  isPrivate: boolean;
  /** Values in Bicep's language, by parameter. */
  others?: Record<string, string>;
}

/** Where a variant is made believe that a network exists: nothing that is named there is declared here. */
export const CENTRAL = '/subscriptions/00000000-0000-0000-0000-00000000000b/resourceGroups/rg-central';

const CENTRAL_NETWORK = `${CENTRAL}/providers/Microsoft.Network/virtualNetworks/vnet-central`;

/**
 * Both backends, in both network modes; and one in a network that exists, without a queue, with doors for operators. The
 * sample for production adds the Entra application and the subscription.
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

/** The parameter file of a variant, as text. */
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
