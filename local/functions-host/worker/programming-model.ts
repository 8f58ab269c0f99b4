import type { FunctionMetadata, Invocation, InvocationResponse } from '../invocation.ts';
import type { LogLevel } from '../log.ts';
import type { LogOrigin } from './protocol.ts';

export type FunctionCallback = (...args: unknown[]) => unknown;

/** What `@azure/functions` passes to the worker at the app's first registration. */
export interface ProgrammingModel {
  getInvocationModel(context: CoreInvocationContext): InvocationModel | Promise<InvocationModel>;
  getCapabilities(defaults: Record<string, string>): Promise<Record<string, string>>;
}

/** One invocation, as the library translates it between the worker's data and the app's. */
export interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<InvocationResponse>;
}

/** What the library receives about one invocation. */
export interface CoreInvocationContext {
  invocationId: string;
  metadata: FunctionMetadata;
  request: Invocation & { invocationId: string; functionId: string };
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: LogLevel, origin: LogOrigin, message: string): void;
}
