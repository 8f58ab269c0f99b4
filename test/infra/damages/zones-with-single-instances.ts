import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'the deployment is refused, or the app is in one zone',
  to: 'prod',
  damage: (installation) => {
    const site = propertiesOf(installation, 'Microsoft.Web/sites');
    Object.assign(site, JSON.parse(JSON.stringify(site).replaceAll('"instanceCount":2', '"instanceCount":1')));
  },
  says: /prod: Zones want two always-ready instances in each group/,
};
