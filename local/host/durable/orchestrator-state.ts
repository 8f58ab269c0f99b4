import { z } from 'zod';
import type { FunctionFailed, InvocationResponse } from '../invocation.ts';

const RetryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().nullish(),
  maxRetryIntervalInMilliseconds: z.number().nullish(),
  retryTimeoutInMilliseconds: z.number().nullish(),
});
export type RetryOptions = z.infer<typeof RetryOptions>;

const call = { functionName: z.string(), input: z.unknown().optional() };
const callChild = { ...call, instanceId: z.string().nullish(), version: z.string().nullish() };
const toEntity = { instanceId: z.string(), operation: z.string(), input: z.unknown().optional() };

const SimpleAction = z.discriminatedUnion('actionType', [
  z.object({ actionType: z.literal(0), ...call }),
  z.object({ actionType: z.literal(1), ...call, retryOptions: RetryOptions }),
  z.object({ actionType: z.literal(2), ...callChild }),
  z.object({ actionType: z.literal(3), ...callChild, retryOptions: RetryOptions }),
  z.object({ actionType: z.literal(4), input: z.unknown().optional() }),
  z.object({ actionType: z.literal(5), fireAt: z.iso.datetime(), isCanceled: z.boolean() }),
  z.object({ actionType: z.literal(6), externalEventName: z.string() }),
  z.object({ actionType: z.literal(7), ...toEntity }),
  z.object({ actionType: z.literal(8), httpRequest: z.unknown().optional() }),
  z.object({ actionType: z.literal(9), ...toEntity }),
  z.object({ actionType: z.literal(10), ...toEntity, fireAt: z.iso.datetime() }),
  z.object({
    actionType: z.literal(13),
    lockSet: z.array(z.object({ name: z.string(), key: z.string() })),
    lockRequestId: z.string(),
  }),
  z.object({ actionType: z.literal(14) }),
]);

/** What an orchestrator asked for, numbered as in the SDK; 11 is WhenAny and 12 is WhenAll. */
export type Action = z.infer<typeof SimpleAction> | { actionType: 11 | 12; compoundActions: Action[] };

const Action: z.ZodType<Action> = z.lazy(() =>
  z.union([SimpleAction, z.object({ actionType: z.literal([11, 12]), compoundActions: z.array(Action) })]),
);

const State = z.object({
  isDone: z.boolean(),
  actions: z.array(z.array(Action)).length(1),
  output: z.unknown().optional(),
  error: z.string().optional(),
  customStatus: z.unknown().optional(),
});

/** What one run of an orchestrator function came to: everything it did since its execution began. */
export interface OrchestratorState {
  actions: Action[];
  isDone: boolean;
  /** JSON text. */
  output: string | null;
  error?: string;
  /** JSON text; absent when the function set none. */
  customStatus?: string;
}

const LABEL = '$OutOfProcData$:';

/** Reads the state that the SDK returned. */
export function stateOfResponse({ returnValue }: InvocationResponse): OrchestratorState {
  if (returnValue && 'json' in returnValue && typeof returnValue.json === 'string') return parseState(returnValue.json);
  return failure('The function returned no orchestrator state; is it registered with df.app.orchestration?');
}

/** Reads the state that the SDK put into its error; an error without one is the SDK's own and schedules nothing. */
export function stateOfFailure({ message }: FunctionFailed): OrchestratorState {
  const at = message.indexOf(LABEL);
  return at < 0 ? failure(message) : parseState(message.slice(at + LABEL.length));
}

function parseState(json: string): OrchestratorState {
  const parsed = State.safeParse(parseJson(json));
  if (!parsed.success) return failure(`The orchestrator's state is not understood: ${z.prettifyError(parsed.error)}`);
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

function failure(error: string): OrchestratorState {
  return { actions: [], isDone: false, output: null, error };
}
