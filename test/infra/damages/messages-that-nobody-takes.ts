import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: 'requests lie in the queue until they expire',
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.Insights/metricAlerts', 'requests-not-taken'),
  says: /The alert requests-not-taken is missing/,
};
