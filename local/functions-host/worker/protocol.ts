import type { FunctionMetadata, Invocation, InvocationResponse } from '../invocation.ts';
import type { LogLevel } from '../log.ts';

/** Messages from the host to its worker process, over the IPC channel. */
export type ToWorker = { kind: 'invoke'; invocationId: string; invocation: Invocation } | { kind: 'terminate' };

/** Messages from the worker process to its host. */
export type FromWorker =
  | { kind: 'ready'; app: LoadedApp }
  | { kind: 'notLoaded'; message: string }
  | { kind: 'answered'; invocationId: string; response: InvocationResponse }
  | { kind: 'failed'; invocationId: string; message: string; stack: string }
  | { kind: 'log'; level: LogLevel; origin: LogOrigin; message: string; functionName?: string };

/** The source of a log line: the app, the worker or library, or a custom metric. */
export type LogOrigin = 'user' | 'system' | 'customMetric';

/** What the app registered, and where its HTTP requests go when it streams them. */
export interface LoadedApp {
  functions: FunctionMetadata[];
  httpUri?: string;
}
