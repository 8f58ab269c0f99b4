import { type Damage, settingsOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'a token of another tenant for the same application is let in',
  to: 'prod',
  damage: (installation) => {
    delete settingsOf(installation)['WEBSITE_AUTH_AAD_ALLOWED_TENANTS'];
  },
  says: /Tokens of other tenants are let in/,
};
