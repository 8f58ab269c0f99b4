import { appendFileSync } from 'node:fs';
import {
  FunctionFailed,
  type FunctionInvoker,
  type Invocation,
  type InvocationResponse,
} from '../local/functions-host/invocation.ts';

/** One call of a function of the app, by either engine. */
export interface RecordedCall {
  /** Milliseconds since 1970 at its begin and its end. */
  from: number;
  to: number;
  function: string;
  /** The trigger's text: of an orchestration, JSON with the whole history. */
  input: string | undefined;
  /** The function's return value as JSON text; absent when it returned nothing. */
  returned?: string;
  /** The message of the error that it threw, or of the engine when its worker died. */
  failed?: string;
}

/** Appends each call to the file that `CONFORMANCE_RECORD` names, one JSON object per line; does nothing without it. */
export function recorded(invoker: FunctionInvoker): FunctionInvoker {
  const file = process.env['CONFORMANCE_RECORD'];
  if (!file) return invoker;
  return {
    async invoke(invocation) {
      const from = Date.now();
      const write = (end: Pick<RecordedCall, 'returned' | 'failed'>) => {
        const call: RecordedCall = { from, to: Date.now(), ...called(invocation), ...end };
        appendFileSync(file, `${JSON.stringify(call)}\n`);
      };
      try {
        const response = await invoker.invoke(invocation);
        write(returnedJson(response));
        return response;
      } catch (error) {
        write({ failed: error instanceof FunctionFailed ? error.message : String(error) });
        throw error;
      }
    },
  };
}

function called({ functionName, inputData }: Invocation): Pick<RecordedCall, 'function' | 'input'> {
  const data = inputData[0]?.data;
  return { function: functionName, input: data && 'string' in data ? String(data.string) : undefined };
}

function returnedJson({ returnValue }: InvocationResponse): { returned?: string } {
  return returnValue && 'json' in returnValue ? { returned: String(returnValue.json) } : {};
}
