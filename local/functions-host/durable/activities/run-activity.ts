import { FunctionFailed, type TypedData, WorkerGone } from '../../invocation.ts';
import type { EngineParts } from '../engine-parts.ts';
import type { HistoryEvent } from '../history-event.ts';
import type { WorkItem } from '../store/work-items.ts';
import { taskCompleted, taskFailed } from './activity-result.ts';

/**
 * Runs one scheduled activity. Its result is stored in the transaction that removes the item, so after a crash of the
 * host in between the activity runs again.
 * @throws WorkerGone when the host is stopping; the item stays.
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
  const { registry, invoker, store, clock, isStopping } = parts;
  const target = registry.find('activityTrigger', name);
  if (!target) {
    const failed = new FunctionFailed(registry.describeMissing('activityTrigger', name), '');
    return taskFailed(taskId, name, failed, clock());
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
    // As in Azure, the end of a worker counts as a failure of every call in it, unless the host itself is stopping.
    if (error instanceof FunctionFailed || (error instanceof WorkerGone && !isStopping())) {
      return taskFailed(taskId, target.name, error, clock());
    }
    throw error;
  }
}
