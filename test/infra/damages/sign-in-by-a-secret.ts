import { type Damage, settingsOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'no browser can sign in: the application has no secret, and the identity is not used in its place',
  to: 'prod',
  damage: (installation) => {
    delete settingsOf(installation)['OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'];
  },
  says: /Browsers sign in by a secret, or not at all/,
};
