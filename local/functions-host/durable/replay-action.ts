import { activityInputText } from './activity-input.ts';
import { lockRequest, operationRequest, releaseRequest, schedulerId } from './entity-request.ts';
import type { ExternalEvents } from './external-events.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Done, OpenWork } from './open-work.ts';
import { type Action, ActionType, type CompoundAction } from './orchestrator-state.ts';
import { runTimer, runWithRetry } from './replay-calls.ts';
import { ReplayError } from './replay-error.ts';

/** Name of the activity that stands for `callHttp`; this host fails it with an explanation. */
export const HTTP_ACTIVITY = 'BuiltIn::HttpActivity';

/** What the actions of one execution share while they are replayed. */
export interface ReplayScope {
  instanceId: string;
  executionId: string;
  defaultVersion: string | null;
  registry: FunctionRegistry;
  work: OpenWork;
  events: ExternalEvents;
  now(): number;
  continueAsNew(input: string | null): void;
  /** Entities whose lock the orchestration holds or has asked for. */
  locks: string[];
}

/** Does one action as the extension does: gives sequence numbers in the order of the calls, and says when it ended. */
export function runAction(scope: ReplayScope, action: Action, done: Done): void {
  const { work, events } = scope;
  switch (action.actionType) {
    case ActionType.CallActivity:
      callActivity(scope, action.functionName, action.input, done);
      return;
    case ActionType.CallActivityWithRetry:
      runWithRetry(
        work,
        scope.now,
        action.retryOptions,
        (d) => callActivity(scope, action.functionName, action.input, d),
        done,
      );
      return;
    case ActionType.CallSubOrchestrator:
      callChild(scope, action, done);
      return;
    case ActionType.CallSubOrchestratorWithRetry:
      runWithRetry(work, scope.now, action.retryOptions, (d) => callChild(scope, action, d), done);
      return;
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
    case ActionType.CallEntity: {
      const request = operationRequest(scope, work.nextId(), action, false);
      work.decide(request);
      events.wait(request.body.id, () => done(true));
      return;
    }
    case ActionType.CallHttp:
      schedule(work, HTTP_ACTIVITY, null, done);
      return;
    case ActionType.SignalEntity:
      work.decide(operationRequest(scope, work.nextId(), action, true));
      done(true);
      return;
    case ActionType.ScheduledSignalEntity:
      work.decide({ ...operationRequest(scope, work.nextId(), action, true), dueAt: Date.parse(action.fireAt) });
      done(true);
      return;
    case ActionType.WhenAny:
    case ActionType.WhenAll:
      runCompound(scope, action, done);
      return;
    case ActionType.LockEntities:
      scope.locks = action.lockSet.map(schedulerId);
      work.decide(lockRequest(scope, work.nextId(), action.lockRequestId, scope.locks));
      events.wait(action.lockRequestId, () => done(true));
      return;
    case ActionType.ReleaseEntities:
      for (const entity of scope.locks) work.decide(releaseRequest(scope, work.nextId(), entity));
      scope.locks = [];
      done(true);
      return;
    default:
      action satisfies never;
  }
}

function callActivity(scope: ReplayScope, name: string, input: unknown, done: Done): void {
  const { registry, work } = scope;
  // The extension leaves such an orchestration hanging in Running; here it fails and says why.
  if (!registry.find('activityTrigger', name)) throw new ReplayError(registry.describeMissing('activityTrigger', name));
  schedule(work, name, activityInputText(input), done);
}

function schedule(work: OpenWork, name: string, input: string | null, done: Done): void {
  const id = work.nextId();
  work.decide({ kind: 'activity', id, name, input });
  work.track(id, done);
}

type ChildAction = Extract<
  Action,
  { actionType: typeof ActionType.CallSubOrchestrator | typeof ActionType.CallSubOrchestratorWithRetry }
>;

function callChild(scope: ReplayScope, action: ChildAction, done: Done): void {
  const { registry, work } = scope;
  const name = action.functionName;
  if (!registry.find('orchestrationTrigger', name)) {
    throw new ReplayError(registry.describeMissing('orchestrationTrigger', name));
  }
  if (action.instanceId?.startsWith('@') || action.instanceId === scope.instanceId) {
    throw new ReplayError(
      `A sub-orchestration cannot have the instance id '${action.instanceId}': it must not start with @ and must differ from its parent's.`,
    );
  }
  const id = work.nextId();
  work.decide({
    kind: 'child',
    id,
    name,
    instanceId: action.instanceId || `${scope.executionId}:${id}`,
    input: JSON.stringify(action.input) ?? null,
    version: action.version ?? scope.defaultVersion,
  });
  work.track(id, done);
}

function runCompound(scope: ReplayScope, action: CompoundAction, done: Done): void {
  let missing = Math.min(
    action.actionType === ActionType.WhenAny ? 1 : Number.POSITIVE_INFINITY,
    action.compoundActions.length,
  );
  if (missing === 0) done(true);
  for (const child of action.compoundActions) {
    runAction(scope, child, () => {
      missing -= 1;
      if (missing === 0) done(true);
    });
  }
}
