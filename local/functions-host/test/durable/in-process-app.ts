import type { EntityContext, OrchestrationContext } from 'durable-functions';
import {
  FunctionFailed,
  type FunctionInvoker,
  type FunctionMetadata,
  type Invocation,
  type InvocationResponse,
  type TypedData,
  WorkerGone,
} from '../../invocation.ts';

export type Orchestration = (context: OrchestrationContext) => Generator<unknown, unknown, never>;
export type Activity = (input: unknown, invocation: Invocation) => unknown;
type Entity = (context: EntityContext<unknown>) => void;
type Listener = (trigger: unknown, context: object) => Promise<unknown>;

// The SDK's own engines, which it does not export for use outside a Functions host.
const { Orchestrator } = jest.requireActual<{ Orchestrator: new (fn: Orchestration) => { listen(): Listener } }>(
  'durable-functions/lib/src/orchestrations/Orchestrator',
);
const { Entity: SdkEntity } = jest.requireActual<{ Entity: new (fn: Entity) => { listen(): Listener } }>(
  'durable-functions/lib/src/entities/Entity',
);

export interface App {
  orchestrations?: Record<string, Orchestration>;
  activities?: Record<string, Activity>;
  entities?: Record<string, Entity>;
}

export interface InProcessApp {
  functions: FunctionMetadata[];
  invoker: FunctionInvoker;
  /** Every call, in order. */
  calls: Invocation[];
  /** The worker process dies in the next call of the function. */
  killWorkerIn(functionName: string): void;
}

/** An app whose functions run in this process, through the real replay engine of durable-functions. */
export function inProcessApp(app: App): InProcessApp {
  const calls: Invocation[] = [];
  const deaths = new Set<string>();
  const invoke = async (invocation: Invocation): Promise<InvocationResponse> => {
    calls.push(invocation);
    if (deaths.delete(invocation.functionName)) throw new WorkerGone();
    try {
      return { returnValue: toTypedData(await run(app, invocation)), outputData: [] };
    } catch (error) {
      if (error instanceof WorkerGone) throw error;
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      throw new FunctionFailed(message, stack ?? '');
    }
  };
  return {
    functions: [
      ...metadata('orchestrationTrigger', app.orchestrations),
      ...metadata('activityTrigger', app.activities),
      ...metadata('entityTrigger', app.entities),
    ],
    invoker: { invoke },
    calls,
    killWorkerIn(functionName) {
      deaths.add(functionName);
    },
  };
}

function metadata(type: string, functions: Record<string, unknown> | undefined): FunctionMetadata[] {
  return Object.keys(functions ?? {}).map((name) => ({
    name,
    functionId: name,
    bindings: { [`${type}Input`]: { type, direction: 'in' } },
  }));
}

async function run(app: App, invocation: Invocation): Promise<unknown> {
  const { functionName: name, inputData } = invocation;
  const input = fromTypedData(inputData[0]?.data ?? {});
  const orchestration = app.orchestrations?.[name];
  if (orchestration) return new Orchestrator(orchestration).listen()(input, {});
  const entity = app.entities?.[name];
  if (entity) return new SdkEntity(entity).listen()(input, {});
  const activity = app.activities?.[name];
  if (activity) return activity(input, invocation);
  throw new Error(`No function ${name}.`);
}

function fromTypedData(data: TypedData): unknown {
  if (!('string' in data) || typeof data.string !== 'string') return undefined;
  try {
    return JSON.parse(data.string);
  } catch {
    return data.string;
  }
}

function toTypedData(value: unknown): TypedData {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { string: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { int: value } : { double: value };
  if (value instanceof Uint8Array) return { bytes: value };
  return { json: JSON.stringify(value) };
}
