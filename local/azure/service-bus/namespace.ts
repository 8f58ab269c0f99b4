import { randomUUID } from 'node:crypto';
import { createEntity, type Entity } from './entity.ts';
import type { EntityAddress } from './entity-address.ts';
import { createQueue } from './queue.ts';
import { type QueueOptions, queueSettings } from './queue-settings.ts';
import { type QueueView, viewQueue } from './queue-view.ts';

/** All queues, each with its dead-letter queue. */
export interface Namespace {
  find(address: EntityAddress): Entity | undefined;
  view(name: string): QueueView | undefined;
  stop(): void;
}

/** Creates the queues; none can be added later. */
export function createNamespace(queues: readonly QueueOptions[], now: () => number): Namespace {
  const pairs = new Map(queues.map((options) => [options.name.toLowerCase(), createPair(options, now)]));
  return {
    find({ queue, isDeadLetterQueue }) {
      const pair = pairs.get(queue);
      return isDeadLetterQueue ? pair?.deadLetters : pair?.main;
    },
    view(name) {
      const pair = pairs.get(name.toLowerCase());
      return pair && viewQueue(pair.main, pair.deadLetters);
    },
    stop() {
      for (const { main, deadLetters } of pairs.values()) {
        main.stop();
        deadLetters.stop();
      }
    },
  };
}

function createPair(options: QueueOptions, now: () => number): { main: Entity; deadLetters: Entity } {
  const settings = queueSettings(options);
  const deadLetters = createEntity(createQueue(settings, randomUUID), now);
  const queue = createQueue(settings, randomUUID, (message) => {
    deadLetters.queue.adopt(message);
    deadLetters.changed();
  });
  return { main: createEntity(queue, now), deadLetters };
}
