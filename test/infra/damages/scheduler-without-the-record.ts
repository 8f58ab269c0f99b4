import { type Damage, settingsOf } from '../damage.ts';

export const damage: Damage = {
  effect:
    'operations and idempotency keys are kept by the scheduler alone, which forgets after 30 days what retentionDays keeps for 90',
  to: 'scheduler-public',
  damage: (installation) => {
    delete settingsOf(installation)['GO_LIVE_TABLE'];
  },
  says: /keeps no record beside the scheduler/,
};
