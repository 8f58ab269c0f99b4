import { functionsTriggeredBy } from '../bindings.ts';
import type { FunctionMetadata } from '../invocation.ts';
import { type ListenerContext, listenToQueue, type QueueListener } from './queue-listener.ts';

/** Starts the app's Service Bus triggers; one that cannot start is logged with the reason, and the others run. */
export async function startQueueListeners(
  functions: FunctionMetadata[],
  context: ListenerContext,
): Promise<QueueListener[]> {
  const started = functionsTriggeredBy(functions, 'serviceBusTrigger').map(async (target) => {
    try {
      return [await listenToQueue(target, context)];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      context.log('error', `Function.${target.metadata.name}`, `The trigger cannot start: ${why}`);
      return [];
    }
  });
  return (await Promise.all(started)).flat();
}
