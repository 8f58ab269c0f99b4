import type { Backend } from '../package/backend.ts';

/** One way to install. */
export interface Variant {
  name: string;
  backend: Backend;
  isPrivate: boolean;
}

/** Both backends, in both network modes. The sample for production adds the Entra application and the subscription. */
export const VARIANTS: Variant[] = [
  { name: 'storage-public', backend: 'AzureStorage', isPrivate: false },
  { name: 'storage-private', backend: 'AzureStorage', isPrivate: true },
  { name: 'scheduler-public', backend: 'DurableTaskScheduler', isPrivate: false },
  { name: 'scheduler-private', backend: 'DurableTaskScheduler', isPrivate: true },
];

/** The parameter file of a variant, as text. */
export function parametersOf({ backend, isPrivate }: Variant, template: string): string {
  return [
    `using '${template}'`,
    `param environmentName = 'check'`,
    `param durableBackend = '${backend}'`,
    `param privateNetworking = ${isPrivate}`,
    '',
  ].join('\n');
}
