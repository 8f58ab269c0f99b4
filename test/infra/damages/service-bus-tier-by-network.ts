import { ofType } from '../../../infra/check/installation.ts';
import type { Damage } from '../damage.ts';

export const damage: Damage = {
  effect: 'switching private networking would change the tier of a namespace in place, which Service Bus refuses',
  to: 'storage-private',
  damage: (installation) => {
    for (const namespace of ofType(installation, 'Microsoft.ServiceBus/namespaces')) {
      namespace['sku'] = { name: 'Standard', tier: 'Standard' };
    }
  },
  says: /a private endpoint and the tier Premium go together, and the tier is never changed/,
};
