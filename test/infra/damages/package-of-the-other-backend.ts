import type { Damage } from '../damage.ts';

export const damage: Damage = {
  effect:
    'the package with the storage hub is deployed to an app with a scheduler: what starts instances looks at the wrong place',
  to: 'scheduler-public',
  damage: (installation) => {
    installation.outputs = { ...installation.outputs, durableBackend: 'AzureStorage' };
  },
  says: /durableBackend is AzureStorage, and the resources are those of DurableTaskScheduler/,
};
