import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'every application of the tenant may call, although the callers were named',
  to: 'prod',
  damage: (installation) => {
    const guard = propertiesOf(installation, 'Microsoft.Web/sites/config', '/authsettingsV2');
    const text = JSON.stringify(guard).replace(
      /"defaultAuthorizationPolicy":\{[^}]*\}/,
      '"defaultAuthorizationPolicy":{}',
    );
    Object.assign(guard, JSON.parse(text));
  },
  says: /prod: Others are let in than the application itself/,
};
