import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'a failure whose row arrives a few minutes late is never told',
  to: 'storage-public',
  damage: (installation) => {
    propertiesOf(installation, 'Microsoft.Insights/scheduledQueryRules', 'operation-failed')['windowSize'] = 'PT5M';
  },
  says: /operation-failed-\S+ misses a row that arrives late/,
};
