import { FunctionFailed, WorkerGone } from '../../invocation.ts';
import { type EngineParts, LOG_CATEGORY } from '../engine-parts.ts';
import type { DurableFunction } from '../function-registry.ts';
import { EventType, eventBase, type HistoryEvent } from '../history-event.ts';
import { type OrchestratorState, stateOfFailure, stateOfResponse, stateWithout } from '../replay/orchestrator-state.ts';
import { type Replayed, replay } from '../replay/replay.ts';
import { type Instance, isTerminal } from '../store/instances.ts';
import { WORKER_EXIT } from '../worker-exit.ts';
import { recordEpisode } from './episode-record.ts';
import { orchestrationTrigger } from './trigger-input.ts';
import { isNewer } from './version.ts';

/**
 * Gives an instance all messages that wait for it: runs its function once over the whole history and stores the result
 * in the transaction that removes the messages.
 * @throws WorkerGone when the host is stopping; nothing has changed then.
 */
export async function runEpisode(parts: EngineParts, instanceId: string): Promise<void> {
  const { journal, store, clock } = parts;
  const instance = store.instances.get(instanceId);
  if (!instance || isTerminal(instance.status)) {
    await journal.write(() => store.inbox.clear(instanceId));
    return;
  }
  const now = clock();
  const messages = store.inbox.due<HistoryEvent>(instanceId, instance.executionId, now);
  if (messages.length === 0) return;
  const added: HistoryEvent[] = [eventBase('OrchestratorStarted', now), ...messages.map(({ body }) => body)];
  const replayed = await decide(parts, instance, added);
  if (!replayed) return;
  const consumed = messages.map(({ position }) => position);
  await journal.write(() => recordEpisode(parts, { instance, consumed, added, replayed }));
}

/** What the messages lead to; undefined while the instance waits for a newer app. */
async function decide(parts: EngineParts, instance: Instance, added: HistoryEvent[]): Promise<Replayed | undefined> {
  const { registry, settings, store, log } = parts;
  const termination = added.find((event) => event.EventType === EventType.ExecutionTerminated);
  if (termination) return terminated(instance, termination.Input);
  if (isNewer(instance.version, settings.defaultVersion)) {
    const app = `"defaultVersion" of host.json is ${settings.defaultVersion}`;
    log(
      'warning',
      LOG_CATEGORY,
      `${instance.name} ${instance.id} waits: it has version ${instance.version}, and ${app}.`,
    );
    return undefined;
  }
  const { id: instanceId, executionId, name } = instance;
  const past = store.history.read(instanceId);
  const target = registry.find('orchestrationTrigger', name);
  const state = target
    ? await runFunction(parts, target, instance, past, added)
    : stateWithout(registry.describeMissing('orchestrationTrigger', name));
  const replayed = replay({ name, instanceId, executionId, registry }, [...past, ...added], state);
  if (replayed.hangs) log('error', LOG_CATEGORY, `${name} ${instanceId} hangs for good: ${replayed.hangs}`);
  return replayed;
}

function terminated({ customStatus }: Instance, reason: string): Replayed {
  const completion = { kind: 'terminated', reason } as const;
  return { decisions: [], isSuspended: false, completion, ...(customStatus !== null && { customStatus }) };
}

async function runFunction(
  { invoker, isStopping, log }: EngineParts,
  { name, bindingName }: DurableFunction,
  instance: Instance,
  past: HistoryEvent[],
  added: HistoryEvent[],
): Promise<OrchestratorState> {
  try {
    const response = await invoker.invoke({
      functionName: name,
      inputData: [{ name: bindingName, data: { string: orchestrationTrigger(instance.id, past, added) } }],
      ...(instance.trace && { traceContext: instance.trace }),
    });
    return stateOfResponse(response);
  } catch (error) {
    if (error instanceof WorkerGone && !isStopping()) return stateWithout(asOneOfSeveral(WORKER_EXIT));
    if (!(error instanceof FunctionFailed)) throw error;
    const state = stateOfFailure(error);
    if (state) return state;
    // The extension does not pass on the SDK's own errors, so they are only logged.
    log('error', LOG_CATEGORY, `${name} ${instance.id}: ${error.message}`);
    return stateWithout(asOneOfSeveral(`Exception while executing function: Functions.${name}`));
  }
}

/** The wording that .NET gives to an exception thrown from a task. */
function asOneOfSeveral(message: string): string {
  return `One or more errors occurred. (${message})`;
}
