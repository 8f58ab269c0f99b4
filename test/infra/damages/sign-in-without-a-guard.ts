import { type Damage, settingsOf } from '../damage.ts';

export const damage: Damage = {
  effect: 'anybody with a function key approves in any name: the app believes headers that nobody guards',
  to: 'storage-public',
  damage: (installation) => {
    settingsOf(installation)['GO_LIVE_SIGN_IN'] = 'platform';
  },
  says: /GO_LIVE_SIGN_IN is platform; wanted: keys/,
};
