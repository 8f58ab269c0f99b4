import { FunctionFailed } from '../invocation.ts';
import type { EngineParts } from './engine-parts.ts';
import { recordEpisode } from './episode-record.ts';
import type { DurableFunction } from './function-registry.ts';
import { EventType, eventBase, type HistoryEvent } from './history-event.ts';
import { type Instance, isTerminal } from './instances.ts';
import { type OrchestratorState, stateOfFailure, stateOfResponse } from './orchestrator-state.ts';
import { type Replayed, replay } from './replay.ts';
import { orchestrationTrigger } from './trigger-input.ts';

/**
 * Gives an instance all messages that wait for it: runs its function once over the whole history and stores what came
 * of it, in one transaction with the messages' removal.
 * @throws WorkerGone when the function could not be run; nothing has changed then.
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
  const past = store.history.read(instanceId);
  const added: HistoryEvent[] = [eventBase('OrchestratorStarted', now), ...messages.map(({ body }) => body)];
  const replayed = await decide(parts, instance, past, added);
  const consumed = messages.map(({ position }) => position);
  await journal.write(() => recordEpisode(parts, { instance, consumed, added, replayed }));
}

async function decide(
  parts: EngineParts,
  instance: Instance,
  past: HistoryEvent[],
  added: HistoryEvent[],
): Promise<Replayed> {
  const termination = added.find((event) => event.EventType === EventType.ExecutionTerminated);
  if (termination) return ends({ kind: 'terminated', reason: termination.Input });
  const { registry, settings } = parts;
  const { id: instanceId, executionId, name } = instance;
  const target = registry.find('orchestrationTrigger', name);
  if (!target) {
    const reason = registry.describeMissing('orchestrationTrigger', name);
    return ends({ kind: 'failed', reason, details: `Message: ${reason}, StackTrace: ` });
  }
  const state = await runFunction(parts, target, instance, past, added);
  const execution = { name, instanceId, executionId, defaultVersion: settings.defaultVersion, registry };
  return replay(execution, [...past, ...added], state);
}

function ends(completion: NonNullable<Replayed['completion']>): Replayed {
  return { decisions: [], isSuspended: false, completion };
}

async function runFunction(
  { invoker }: EngineParts,
  { name, bindingName }: DurableFunction,
  instance: Instance,
  past: HistoryEvent[],
  added: HistoryEvent[],
): Promise<OrchestratorState> {
  try {
    const response = await invoker.invoke({
      functionName: name,
      inputData: [{ name: bindingName, data: { string: orchestrationTrigger(instance, past, added) } }],
      ...(instance.trace && { traceContext: instance.trace }),
    });
    return stateOfResponse(response);
  } catch (error) {
    if (error instanceof FunctionFailed) return stateOfFailure(error);
    throw error;
  }
}
