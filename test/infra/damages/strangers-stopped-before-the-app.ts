import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'nobody reaches the sign-in by the page, and an alert cannot read the health',
  to: 'prod',
  damage: (installation) => {
    Object.assign(
      propertiesOf(installation, 'Microsoft.Web/sites/config', '/authsettingsV2')['globalValidation'] as object,
      {
        unauthenticatedClientAction: 'Return401',
      },
    );
  },
  says: /The platform answers strangers by Return401/,
};
