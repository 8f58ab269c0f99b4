import { type Damage, remove } from '../damage.ts';

export const damage: Damage = {
  effect: 'without telemetry none of the other alerts can fire',
  to: 'storage-public',
  damage: (installation) => remove(installation, 'Microsoft.Insights/scheduledQueryRules', 'telemetry-stops'),
  says: /The alert telemetry-stops is missing/,
};
