import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'the door that was made for operators leads nowhere, or lets every network in',
  to: 'central-network',
  damage: (installation) => {
    propertiesOf(installation, 'Microsoft.KeyVault/vaults')['networkAcls'] = { defaultAction: 'Allow', ipRules: [] };
  },
  says: /vaults kv-\S+ is open to every network/,
};
