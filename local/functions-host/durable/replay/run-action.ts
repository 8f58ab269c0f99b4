import type { FunctionRegistry } from '../function-registry.ts';
import { activityInputText } from './activity-input.ts';
import { callEntity } from './call-entity.ts';
import { ReplayError } from './errors.ts';
import type { ExternalEvents } from './external-events.ts';
import type { Done, OpenWork } from './open-work.ts';
import { type Action, ActionType, UNSUPPORTED } from './orchestrator-state.ts';
import { runTimer, runWithRetry } from './timers-and-retries.ts';

/** What the actions of one execution share while they are replayed. */
export interface ReplayScope {
  instanceId: string;
  executionId: string;
  registry: FunctionRegistry;
  work: OpenWork;
  events: ExternalEvents;
  now(): number;
  continueAsNew(input: string | null): void;
  /** The execution will never go on. */
  hang(why: string): void;
}

/**
 * Performs one action as the extension does: sequence numbers follow the order of the calls; `done` is called at its
 * end.
 */
export function runAction(scope: ReplayScope, action: Action, done: Done): void {
  const { work, events } = scope;
  switch (action.actionType) {
    case ActionType.CallActivity:
      callActivity(scope, action.functionName, action.input, done);
      return;
    case ActionType.CallActivityWithRetry: {
      const attempt = (ended: Done) => callActivity(scope, action.functionName, action.input, ended);
      runWithRetry(work, scope.now, action.retryOptions, attempt, done);
      return;
    }
    case ActionType.ContinueAsNew:
      scope.continueAsNew(JSON.stringify(action.input) ?? null);
      done(true);
      return;
    case ActionType.CreateTimer:
      runTimer(work, scope.now, Date.parse(action.fireAt), action.isCanceled, done);
      return;
    case ActionType.WaitForExternalEvent:
      events.wait(action.externalEventName, () => done(true));
      return;
    case ActionType.CallEntity:
      callEntity(work, scope, action, (requestId) => events.wait(requestId, () => done(true)));
      return;
    case ActionType.WhenAny:
      runAny(scope, action.compoundActions, done);
      return;
    default:
      throw new ReplayError(`The local engine does not support ${UNSUPPORTED[action.actionType]}.`);
  }
}

function callActivity(scope: ReplayScope, name: string, input: unknown, done: Done): void {
  const { registry, work } = scope;
  if (!registry.find('activityTrigger', name)) {
    // The extension swallows this error and never reports it to the function, so the execution waits for ever.
    scope.hang(registry.describeMissing('activityTrigger', name));
    done(false);
    return;
  }
  const id = work.nextId();
  work.decide({ kind: 'activity', id, name, input: activityInputText(input) });
  work.track(id, done);
}

function runAny(scope: ReplayScope, actions: Action[], done: Done): void {
  let hasEnded = actions.length === 0;
  if (hasEnded) done(true);
  for (const action of actions) {
    runAction(scope, action, () => {
      if (hasEnded) return;
      hasEnded = true;
      done(true);
    });
  }
}
