import { type Damage, propertiesOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'a fresh subscription refuses the delegated subnet',
  to: 'prod',
  damage: (installation) => {
    const network = propertiesOf(installation, 'Microsoft.Network/virtualNetworks');
    const text = JSON.stringify(network).replace('Microsoft.App/environments', 'Microsoft.Other/environments');
    Object.assign(network, JSON.parse(text));
  },
  says: /delegated to Microsoft\.Other, which pipelines\/register-providers\.sh does not register/,
};
