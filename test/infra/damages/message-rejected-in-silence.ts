import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: 'a message that can never be a request is rejected, and nobody hears of it',
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.Insights/scheduledQueryRules', 'message-rejected'),
  says: /The alert message-rejected is missing/,
};
