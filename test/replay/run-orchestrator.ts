import type { OrchestrationContext, Task } from 'durable-functions';
import type { FunctionRegistry } from '../../local/functions-host/durable/function-registry.ts';
import type { HistoryEvent } from '../../local/functions-host/durable/history-event.ts';
import { orchestrationTrigger } from '../../local/functions-host/durable/orchestrations/trigger-input.ts';
import {
  type OrchestratorState,
  stateOfFailure,
  stateOfResponse,
  stateWithout,
} from '../../local/functions-host/durable/replay/orchestrator-state.ts';
import { type Replayed, replay } from '../../local/functions-host/durable/replay/replay.ts';
import { FunctionFailed } from '../../local/functions-host/invocation.ts';

export type Orchestrator = (context: OrchestrationContext) => Generator<Task, unknown, unknown>;

export interface Execution {
  name: string;
  instanceId: string;
  executionId: string;
}

/** The result of one run of the function, and what the task hub makes of it. */
export interface Run {
  state: OrchestratorState;
  replayed: Replayed;
}

// The SDK exports no way to use its replay engine outside a Functions host; only this file knows where it is.
const { Orchestrator: ReplayEngine } = jest.requireActual<{
  Orchestrator: new (fn: Orchestrator) => { listen(): (trigger: unknown, context: object) => Promise<unknown> };
}>('durable-functions/lib/src/orchestrations/Orchestrator');

/** Which functions an app has does not matter here. */
const EVERY_FUNCTION: FunctionRegistry = {
  find: (_, name) => ({ name, bindingName: 'input' }),
  describeMissing: (_, name) => `There is no function "${name}".`,
};

/**
 * Runs an orchestrator as each episode does: from its beginning over the whole history, through the replay engine of
 * durable-functions. Its decisions get their sequence numbers as in the task hub.
 */
export async function runOrchestrator(
  orchestrator: Orchestrator,
  execution: Execution,
  past: HistoryEvent[],
  added: HistoryEvent[],
): Promise<Run> {
  const state = await returned(orchestrator, JSON.parse(orchestrationTrigger(execution.instanceId, past, added)));
  const scope = { ...execution, registry: EVERY_FUNCTION };
  return { state, replayed: replay(scope, [...past, ...added], state) };
}

async function returned(orchestrator: Orchestrator, trigger: unknown): Promise<OrchestratorState> {
  try {
    const json = JSON.stringify(await new ReplayEngine(orchestrator).listen()(trigger, {}));
    return stateOfResponse({ returnValue: { json }, outputData: [] });
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    return stateOfFailure(new FunctionFailed(message, stack)) ?? stateWithout(message);
  }
}
