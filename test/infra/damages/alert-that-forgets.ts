import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'people are told "Resolved" after two days, and the operation still waits for them',
  to: 'storage-public',
  damage: (installation) => {
    propertiesOf(installation, 'Microsoft.Insights/scheduledQueryRules', 'attention-over-an-hour')['autoMitigate'] =
      true;
  },
  says: /attention-over-an-hour-\S+ resolves when an operation merely leaves its window/,
};
