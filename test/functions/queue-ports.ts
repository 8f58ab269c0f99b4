import type { DeadLetterReason } from '../../src/platform/settlement.ts';
import { fakeInstances } from './fake-instances.ts';
import { SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

/** What a queue function acts with; it tells how long messages were held and which were dead-lettered. */
export function queuePortsOf(instances = fakeInstances()) {
  const held: number[] = [];
  const deadLettered: ({ lockToken: string } & DeadLetterReason)[] = [];
  return {
    ...storesOf(instances),
    settings: () => SETTINGS,
    sleep: async (ms: number) => held.push(ms / 1000),
    deadLetter: async (lockToken: string, why: DeadLetterReason) => {
      deadLettered.push({ lockToken, ...why });
    },
    held,
    deadLettered,
  };
}
