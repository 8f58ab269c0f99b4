/** What the app depends on, as its health shows it. */
export const DEPENDENCIES = [
  'settings',
  'taskHub',
  'record',
  'keyVault',
  'eventGrid',
  'marketplace',
  'serviceBus',
] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

export const CONDITIONS = ['ok', 'failing', 'timed-out'] as const;
export type Condition = (typeof CONDITIONS)[number];
