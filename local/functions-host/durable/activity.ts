import { FunctionFailed, type TypedData } from '../invocation.ts';
import { taskCompleted, taskFailed } from './activity-result.ts';
import type { EngineParts } from './engine-parts.ts';
import type { HistoryEvent } from './history-event.ts';
import { HTTP_ACTIVITY } from './replay-action.ts';
import type { WorkItem } from './work-items.ts';

/**
 * Runs one scheduled activity and stores its result with the item's removal, so that a crash in between runs it again.
 * @throws WorkerGone when it could not be run; the item stays.
 */
export async function runActivity(parts: EngineParts, position: number): Promise<void> {
  const { journal, store, clock } = parts;
  const item = store.workItems.get(position);
  if (!item) return;
  const { instanceId: to, executionId } = item;
  const result = await resultOf(parts, item);
  await journal.write(() => {
    store.workItems.remove(position);
    // The execution may have been terminated, or have continued as new, meanwhile.
    if (store.instances.get(to)?.executionId !== executionId) return;
    store.inbox.send({ to, executionId, body: result, dueAt: clock() });
  });
}

async function resultOf(parts: EngineParts, { instanceId, taskId, name, input }: WorkItem): Promise<HistoryEvent> {
  const { registry, invoker, store, clock } = parts;
  const target = registry.find('activityTrigger', name);
  if (!target) {
    const why =
      name === HTTP_ACTIVITY
        ? 'callHttp is not supported by the local host; call an activity that sends the request.'
        : registry.describeMissing('activityTrigger', name);
    return taskFailed(taskId, name, new FunctionFailed(why, ''), clock());
  }
  const data: TypedData = input === null ? {} : { string: input };
  const trace = store.instances.get(instanceId)?.trace;
  try {
    const response = await invoker.invoke({
      functionName: target.name,
      inputData: [{ name: target.bindingName, data }],
      triggerMetadata: { instanceId: { string: instanceId }, data, [target.bindingName]: data },
      ...(trace && { traceContext: trace }),
    });
    return taskCompleted(taskId, response, clock());
  } catch (error) {
    if (error instanceof FunctionFailed) return taskFailed(taskId, target.name, error, clock());
    throw error;
  }
}
