import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'callers with a valid token get 401',
  to: 'prod',
  damage: (installation) => {
    const guard = propertiesOf(installation, 'Microsoft.Web/sites/config', '/authsettingsV2');
    Object.assign(guard, JSON.parse(JSON.stringify(guard).replace('/v2.0', '')));
  },
  says: /prod: The issuer .* is not that of v2 tokens/,
};
