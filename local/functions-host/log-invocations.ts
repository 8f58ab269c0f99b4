import { triggerOf } from './bindings.ts';
import { FunctionFailed, type FunctionInvoker, type FunctionMetadata } from './invocation.ts';
import type { Log } from './log.ts';

/** These calls number in the thousands, and the durable engine already logs how an orchestration ended. */
const DURABLE_TRIGGER = /^(orchestration|activity|entity)Trigger$/i;

/** Writes one line per call: function, result, milliseconds. */
export function logInvocations(invoker: FunctionInvoker, functions: FunctionMetadata[], log: Log): FunctionInvoker {
  const durable = new Set(
    functions
      .filter((metadata) => DURABLE_TRIGGER.test(triggerOf(metadata)?.binding.type ?? ''))
      .map(({ name }) => name),
  );
  return {
    async invoke(invocation) {
      const { functionName } = invocation;
      const isDurable = durable.has(functionName);
      const startedAt = performance.now();
      const elapsed = () => `${Math.round(performance.now() - startedAt)} ms`;
      try {
        const response = await invoker.invoke(invocation);
        log(isDurable ? 'debug' : 'information', `Function.${functionName}`, `Succeeded in ${elapsed()}`);
        return response;
      } catch (error) {
        const level = isDurable ? 'debug' : 'error';
        log(level, `Function.${functionName}`, `Failed in ${elapsed()}: ${reasonOf(error)}`);
        throw error;
      }
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof FunctionFailed) return error.remoteStack || error.message;
  return error instanceof Error ? error.message : String(error);
}
