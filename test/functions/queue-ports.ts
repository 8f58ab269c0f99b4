import type { DeadLetterReason } from '../../src/platform/settlement.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

/** The ports of a queue function; they record how long messages were held and which were dead-lettered. */
export function queuePortsOf(taskHub = fakeTaskHub()) {
  const held: number[] = [];
  const deadLettered: ({ lockToken: string } & DeadLetterReason)[] = [];
  return {
    ...storesOf(taskHub),
    settings: () => SETTINGS,
    sleep: async (ms: number) => held.push(ms / 1000),
    deadLetter: async (lockToken: string, why: DeadLetterReason) => {
      deadLettered.push({ lockToken, ...why });
    },
    held,
    deadLettered,
  };
}
