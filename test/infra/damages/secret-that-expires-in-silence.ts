import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: "a publisher's credentials are found to be expired on release day",
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.EventGrid/systemTopics/eventSubscriptions', ''),
  says: /No alert says that a secret expires/,
};
