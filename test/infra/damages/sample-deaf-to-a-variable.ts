import type { Damage } from '../damage.ts';

export const damage: Damage = {
  effect: 'the operator believes that Entra guards dev, and function keys alone do',
  to: 'dev',
  damage: (_, { samples }) => {
    samples['dev'] = String(samples['dev']).replace("'GO_LIVE_API_APPLICATION_ID'", "'GO_LIVE_API_APPLICATION'");
  },
  says: /dev\.bicepparam does not read GO_LIVE_API_APPLICATION_ID, which the pipelines pass/,
};
