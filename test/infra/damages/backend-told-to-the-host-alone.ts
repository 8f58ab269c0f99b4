import { type Damage, settingsOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'requests are accepted, and no instance is ever started to run one',
  to: 'scheduler-public',
  damage: (installation) => {
    settingsOf(installation)['AzureFunctionsJobHost__extensions__durableTask__storageProvider__type'] = 'azureManaged';
  },
  says: /storageProvider__type moves the task hub where only the host sees it/,
};
