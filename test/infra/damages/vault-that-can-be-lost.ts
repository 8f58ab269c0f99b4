import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: "every publisher's credentials can be removed for good by one command",
  to: 'prod',
  damage: (installation) => {
    delete propertiesOf(installation, 'Microsoft.KeyVault/vaults')['enablePurgeProtection'];
  },
  says: /prod: kv-\S+ can be removed for good/,
};
