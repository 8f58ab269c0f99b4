import type { Damage } from '../damage.ts';

export const damage: Damage = {
  effect: 'no publisher can ever be added: the vault is shut, and nobody can learn from where it is reached',
  to: 'storage-private',
  damage: (installation) => {
    installation.outputs = { ...installation.outputs, networkId: '' };
  },
  says: /storage-private: The vault is shut, and no output says which network leads to it/,
};
