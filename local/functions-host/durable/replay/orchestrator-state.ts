import * as z from 'zod';
import type { FunctionFailed, InvocationResponse } from '../../invocation.ts';

/** Numbers of the actions, as the SDK sends them. */
export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  ScheduledSignalEntity: 10,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

const RetryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().nullish(),
  maxRetryIntervalInMilliseconds: z.number().nullish(),
  retryTimeoutInMilliseconds: z.number().nullish(),
});
export type RetryOptions = z.infer<typeof RetryOptions>;

const call = { functionName: z.string(), input: z.unknown().optional() };

/** Features that this engine lacks, by the number of the action that asks for them. */
export const UNSUPPORTED = {
  [ActionType.CallSubOrchestrator]: 'sub-orchestrations',
  [ActionType.CallSubOrchestratorWithRetry]: 'sub-orchestrations',
  [ActionType.CallHttp]: 'callHttp; call an activity that sends the request',
  [ActionType.SignalEntity]: 'signals to entities; call the entity',
  [ActionType.ScheduledSignalEntity]: 'signals to entities; call the entity',
  [ActionType.WhenAll]: 'Task.all; await the tasks one after the other',
  [ActionType.LockEntities]: 'locks of entities',
  [ActionType.ReleaseEntities]: 'locks of entities',
} as const;

const SimpleAction = z.discriminatedUnion('actionType', [
  z.object({ actionType: z.literal(ActionType.CallActivity), ...call }),
  z.object({ actionType: z.literal(ActionType.CallActivityWithRetry), ...call, retryOptions: RetryOptions }),
  z.object({ actionType: z.literal(ActionType.ContinueAsNew), input: z.unknown().optional() }),
  z.object({ actionType: z.literal(ActionType.CreateTimer), fireAt: z.iso.datetime(), isCanceled: z.boolean() }),
  z.object({ actionType: z.literal(ActionType.WaitForExternalEvent), externalEventName: z.string() }),
  z.object({
    actionType: z.literal(ActionType.CallEntity),
    instanceId: z.string(),
    operation: z.string(),
    input: z.unknown().optional(),
  }),
  z.object({
    actionType: z.literal([
      ActionType.CallSubOrchestrator,
      ActionType.CallSubOrchestratorWithRetry,
      ActionType.CallHttp,
      ActionType.SignalEntity,
      ActionType.ScheduledSignalEntity,
      ActionType.WhenAll,
      ActionType.LockEntities,
      ActionType.ReleaseEntities,
    ]),
  }),
]);

/** What an orchestrator asked for. */
export type Action = z.infer<typeof SimpleAction> | AnyAction;

interface AnyAction {
  actionType: typeof ActionType.WhenAny;
  compoundActions: Action[];
}

const Action: z.ZodType<Action> = z.lazy(() =>
  z.union([SimpleAction, z.object({ actionType: z.literal(ActionType.WhenAny), compoundActions: z.array(Action) })]),
);

const State = z.object({
  isDone: z.boolean(),
  actions: z.array(z.array(Action)).length(1),
  output: z.unknown().optional(),
  error: z.string().optional(),
  customStatus: z.unknown().optional(),
});

/** The outcome of one run of an orchestrator function: everything it did since its execution began. */
export interface OrchestratorState {
  actions: Action[];
  isDone: boolean;
  /** JSON text. */
  output: string | null;
  error?: string;
  /** JSON text; absent when the function did not set one. */
  customStatus?: string;
}

const LABEL = '\n\n$OutOfProcData$:';

/** Reads the state that the SDK returned. */
export function stateOfResponse({ returnValue }: InvocationResponse): OrchestratorState {
  if (returnValue && 'json' in returnValue && typeof returnValue.json === 'string') return parseState(returnValue.json);
  return stateWithout('The function returned no orchestrator state; is it registered with df.app.orchestration?');
}

/** Reads the state that the SDK attached to its error; an error without one is the SDK's own. */
export function stateOfFailure({ message }: FunctionFailed): OrchestratorState | undefined {
  const at = message.lastIndexOf(LABEL);
  return at < 0 ? undefined : parseState(message.slice(at + LABEL.length));
}

/** The state for a run that reported none: an error and no actions, as if the function had asked for nothing. */
export function stateWithout(error: string): OrchestratorState {
  return { actions: [], isDone: false, output: null, error };
}

function parseState(json: string): OrchestratorState {
  const parsed = State.safeParse(parseJson(json));
  if (!parsed.success)
    return stateWithout(`The orchestrator's state is not understood: ${z.prettifyError(parsed.error)}`);
  const { actions, isDone, output, error, customStatus } = parsed.data;
  return {
    actions: actions[0] ?? [],
    isDone,
    output: JSON.stringify(output) ?? null,
    ...(error !== undefined && { error }),
    ...(customStatus !== undefined && customStatus !== null && { customStatus: JSON.stringify(customStatus) }),
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
