import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'a dev environment that was deleted cannot be made again for 90 days',
  to: 'dev',
  damage: (installation) => {
    Object.assign(propertiesOf(installation, 'Microsoft.KeyVault/vaults'), {
      enablePurgeProtection: true,
      softDeleteRetentionInDays: 90,
    });
  },
  says: /holds its name for 90 days after dev was deleted/,
};
