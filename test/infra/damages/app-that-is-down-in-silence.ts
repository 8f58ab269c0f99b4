import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: 'a host that does not start, or a lost role, gives silence',
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.Insights/metricAlerts', 'app-is-down'),
  says: /The alert app-is-down is missing/,
};
