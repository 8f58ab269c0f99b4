import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'calls fail when many come at once',
  to: 'dev',
  damage: (installation) => {
    const site = propertiesOf(installation, 'Microsoft.Web/sites');
    const text = JSON.stringify(site).replace('"maximumInstanceCount":40', '"maximumInstanceCount":10');
    Object.assign(site, JSON.parse(text));
  },
  says: /dev: At most 10 instances; HTTP calls want 40/,
};
