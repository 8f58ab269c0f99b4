/**
 * One call of one function of the app, as the Functions host and its Node worker exchange it. The shapes are those of
 * the worker's RPC protocol (`RpcTypedData`); see README.md beside this file.
 */

export type TypedData =
  | { string: string }
  | { json: string }
  | { bytes: Uint8Array }
  | { int: number }
  | { double: number }
  | { http: unknown }
  | Record<string, never>;

export interface NamedData {
  name: string;
  data: TypedData;
}

export interface Invocation {
  functionName: string;
  /** Set by a caller that must know the id before the call; otherwise the worker's side generates one. */
  invocationId?: string;
  inputData: NamedData[];
  triggerMetadata?: Record<string, TypedData>;
  traceContext?: { traceParent?: string; traceState?: string; attributes?: Record<string, string> };
  retryContext?: { retryCount: number; maxRetryCount: number };
}

export interface InvocationResponse {
  returnValue?: TypedData;
  outputData: NamedData[];
  /** Set when an HTTP function returned null or undefined: nothing then answers a streamed request. */
  returnedNothing?: true;
}

/** Runs functions of the app in its worker process. */
export interface FunctionInvoker {
  /**
   * @throws FunctionFailed when the function threw.
   * @throws WorkerGone when the worker process ended before it answered: the call may or may not have run.
   */
  invoke(invocation: Invocation): Promise<InvocationResponse>;
}

/** A function as the app registered it. */
export interface FunctionMetadata {
  name: string;
  functionId: string;
  bindings: Record<string, BindingMetadata>;
}

export interface BindingMetadata {
  type: string;
  direction: string;
  [member: string]: unknown;
}

/** The function threw; message and stack are the function's own. */
export class FunctionFailed extends Error {
  readonly remoteStack: string;
  constructor(message: string, remoteStack: string) {
    super(message);
    this.name = 'FunctionFailed';
    this.remoteStack = remoteStack;
  }
}

/** The worker process ended, or was not there, before the call was answered. */
export class WorkerGone extends Error {
  constructor() {
    super('The worker process ended before it answered.');
    this.name = 'WorkerGone';
  }
}
