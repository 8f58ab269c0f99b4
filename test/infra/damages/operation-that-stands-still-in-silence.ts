import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: 'a waiting go-live passes its deadline unseen',
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.Insights/scheduledQueryRules', 'operation-stands-still'),
  says: /The alert operation-stands-still is missing/,
};
