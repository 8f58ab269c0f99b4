import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: "the alert about the app's health has nothing to fire on",
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.Insights/webtests', ''),
  says: /No test reads the health of the app/,
};
